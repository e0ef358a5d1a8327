# Отсутствие и замена

command-absence = Отсутствие и замена

absence-days = { $form ->
        [day] { $first }
        [open] с { $first }, день возвращения неизвестен
       *[range] с { $first } по { $last }
    }
absence-deputy-is = { $deputy ->
        [none] заместителя нет
       *[other] заменяет { $deputy }
    }

absence-ask = <b>На какие дни?</b> Напоминаний в эти дни не будет.
absence-ask-for = <b>{ $name }: на какие дни отсутствие?</b>
absence-standing = Сейчас записано: { $days }, { $deputy }
absence-today = Сегодня
absence-week = До конца недели
absence-fortnight = 2 недели
absence-other = Другие дни…
absence-people = Для другого человека…
absence-people-ask = <b>{ $place }: кто отсутствует?</b>
absence-typed =
    <b>Напишите дни.</b>
    Например: «с 1 по 14 ноября», «до пятницы», «12.10». Если день возвращения неизвестен: «болею».

absence-recorded = <b>Записано: { $whose ->
        [own] {""}
       *[other] { $whose }, {""}
    }отсутствие { $days }, { $deputy }</b>
absence-who = Кто заменит? Напоминания будут приходить заместителю, отвечать тоже сможет заместитель.
absence-alone = Напоминания придут после возвращения.
absence-deputy-missing = Заместитель ещё не подключён к боту.
absence-nobody = Никто
absence-undo = Отменить
absence-change = Сменить заместителя
absence-name = Назначить заместителя
absence-back = Я на месте
absence-end = Закончить отсутствие

absence-deputy =
    <b>Вы заменяете: { $name }, { $days }</b>
    { $count ->
        [0] Сроков на эти дни пока нет.
        [one] На эти дни { $count } мероприятие, ближайшее — до { $day }.
        [few] На эти дни { $count } мероприятия, ближайшее — до { $day }.
       *[many] На эти дни { $count } мероприятий, ближайшее — до { $day }.
    }
    Напоминания придут Вам, отвечать можно как по своим делам. Список: /my
absence-released =
    <b>Вы больше не заменяете: { $name }</b>
    Напоминания об этих мероприятиях Вам больше не приходят.
absence-noted =
    <b>Записано Ваше отсутствие: { $days }, { $deputy }</b>
    Напоминаний в эти дни не будет. Кто записал: { $who }. Если это ошибка, нажмите «Я на месте».

absence-over = <b>Вы на месте, все мероприятия снова у Вас.</b>
absence-cancelled = <b>Отменено: отсутствие { $days }.</b>
absence-over-done = Выполнено заместителем: { $count }
absence-over-waits = { $count ->
        [one] Ждёт { $count } мероприятие, первое — до { $day }. Список: /my
        [few] Ждут { $count } мероприятия, первое — до { $day }. Список: /my
       *[many] Ждут { $count } мероприятий, первое — до { $day }. Список: /my
    }
absence-closed = <b>{ $name }: закончено отсутствие { $days }.</b> Мероприятия снова у исполнителя.

absence-unattended =
    <b>{ $name }: отсутствие { $days }, заместителя нет</b>
    { $count ->
        [one] На эти дни { $count } мероприятие:
        [few] На эти дни { $count } мероприятия:
       *[many] На эти дни { $count } мероприятий:
    }
absence-unattended-line = · до { $day } · { $title }
absence-unattended-more = …и ещё { $count }

absence-instead = { $name } (отсутствует)
absence-away = { $name } ({ $until ->
        [unknown] отсутствует
       *[other] отсутствует до { $until }
    }{ $deputy ->
        [none] {""}
       *[other] , заменяет { $deputy }
    })
absence-my = <b>{ $count ->
        [one] Вместо отсутствующих: { $count } мероприятие
        [few] Вместо отсутствующих: { $count } мероприятия
       *[many] Вместо отсутствующих: { $count } мероприятий
    }</b>
absence-log = Исполнитель: { $name } (отсутствует)

refusal-absence-days-unclear = Не понял, на какие дни. Напишите, например: «с 1 по 14 ноября», «до пятницы» или «болею».
refusal-absence-is-over = Это отсутствие уже закончилось.
refusal-absence-not-colleague = Заменить может только человек из того же учреждения.
refusal-not-standing-in = По этому мероприятию Вы отвечаете только в дни замены.
