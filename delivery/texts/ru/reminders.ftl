# Напоминания и список своих мероприятий

distance-today = сегодня
distance-ahead = { $days ->
        [1] завтра
        [one] через { $days } день
        [few] через { $days } дня
       *[many] через { $days } дней
    }
distance-behind = { $days ->
        [1] вчера
        [one] { $days } день назад
        [few] { $days } дня назад
       *[many] { $days } дней назад
    }

assignment-line = { $sign } { $form ->
        [check-in] ход работы к { $day }
        [final] итоговый отчёт к { $day }
       *[other] до { $day }
    } · { $title }
numbered = <b>{ $number }.</b> { $line }
bullet = · { $line }
again = <i>повторно: не знаю, дошло ли прошлое сообщение</i>

digest = <b>{ $mixed ->
        [late] { $count ->
            [one] { $count } дело, срок прошёл
            [few] { $count } дела, срок прошёл
           *[many] { $count } дел, срок прошёл
        }
        [both] { $count ->
            [one] Сегодня { $count } дело
            [few] Сегодня { $count } дела
           *[many] Сегодня { $count } дел
        }: просрочено { $late }, ближайшее — { $nearest }
       *[ahead] { $count ->
            [one] Сегодня { $count } дело
            [few] Сегодня { $count } дела
           *[many] Сегодня { $count } дел
        }, ближайшее — { $nearest }
    }</b>
digest-more = …и ещё { $count }: /my
digest-how = Ответьте на это сообщение словами или фото — или нажмите номер:
digest-all-done = Все выполнены
digest-tomorrow = Напомнить завтра

card = { $sign } <b>{ $title }</b>
card-due = { $form ->
        [check-in] ход работы к { $day }
        [final] итоговый отчёт к { $day }
        [window] с { $since } до { $day }
       *[other] до { $day }
    } ({ $distance }){ $moved }
card-control = , контроль { $day } — последний рабочий день
card-late = 🔴 <b>Срок прошёл { $ago }: { $title }</b>
card-late-how = Если сделано — одно нажатие. Если нет — подскажите, когда.
card-together = Вместе с Вами: { $names }
card-how = <i>Можно ответить на это сообщение словами или фото.</i>

answer-done = ✅ Выполнено
answer-progress = 🔄 В работе
answer-trouble = ⚠️ Трудности
answer-need-help = ⚠️ Нужна помощь
answer-will-be-tomorrow = Будет завтра
answer-hand-on = 👤 Передать
answer-undo = Отменить ответ
answer-details = 📄 Подробнее

details =
    <i>{ $roadmap }</i>
    <b>{ $title }</b>
details-section = Раздел: { $section }
details-result = Результат: { $result }
details-deadline = Срок в документе: «{ $deadline }»
details-responsible = Ответственные: { $responsible }

assigned =
    <b>{ $count ->
        [one] Вам поручено { $count } мероприятие
        [few] Вам поручено { $count } мероприятия
       *[many] Вам поручено { $count } мероприятий
    }, ближайшее — до { $day }</b>
    { $title }
    <i>{ $roadmap }</i>
    Напомню заранее. Весь список: /my

my = <b>{ $count ->
        [one] Открыто { $count } дело
        [few] Открыты { $count } дела
       *[many] Открыто { $count } дел
    }{ $late ->
        [0] {""}
       *[other] , просрочено { $late }
    }</b>
my-how = Нажмите номер, чтобы ответить:
my-how-done = Нажмите номер, чтобы посмотреть или отменить ответ:
my-late = <b>Срок прошёл: { $count }</b>
my-done = <b>Выполнено: { $count }</b>
my-done-line = ✅ { $title } · срок { $due }
my-to-open = Открытые ({ $count })
my-to-late = Срок прошёл ({ $count })
my-to-done = Выполненные ({ $count })
my-nothing = <b>Открытых дел нет.</b>

snoozed = { $count ->
        [1] Напомню завтра:
       *[other] Напомню завтра о { $count }:
    }

refusal-snooze-past-deadline = К этому времени срок пройдёт, поэтому отложить нельзя. Ответьте до срока или опишите трудности.
