# Объявления

announcement-resume =
    <b>Есть неотправленное объявление.</b>
    { $quote }
announcement-resume-on = Продолжить
announcement-resume-anew = Начать заново
announcement-no-text-yet = Текста пока нет.

announcement-audience =
    <b>Объявление: кому?</b>
    { $place }
announcement-to-all = Все ({ $count })
announcement-to-coordinators = Координаторы ({ $count })
announcement-to-heads = Руководители ({ $count })
announcement-to-executors = Исполнители ({ $count })
announcement-to-schools = Выбрать учреждения…
announcement-schools =
    <b>Каким учреждениям?</b>
    { $place }
announcement-schools-all = Всем: { $place }
announcement-schools-on = ✓ { $name }
announcement-schools-done = Готово
announcement-places-more = { $places } и ещё { $count }

announcement-text =
    <b>Напишите текст объявления</b> одним сообщением.
    Кому: { $to }. Уйдёт слово в слово, но только после Вашего «Отправить».

announcement-preview =
    <b>Кому:</b> { $to } — { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }, { $connected ->
        [one] подключён { $connected }
       *[other] подключены { $connected }
    }
    <b>Когда:</b> { $when }
    { $quote }
announcement-when-now = сейчас (до тихих часов успеет)
announcement-when-late = сейчас; у кого начнутся тихие часы, тот получит после них
announcement-when-quiet = { $day } в { $clock }: сейчас тихие часы
announcement-when-some = { $everybody ->
        [yes] у всех сейчас тихие часы
       *[no] сейчас; у { $count ->
            [one] { $count } человека
           *[other] { $count } человек
        } тихие часы
    }, { $count ->
        [one] получит
       *[other] получат
    } { $known ->
        [yes] в { $clock } по { $count ->
            [one] своему
           *[other] их
        } времени
       *[no] после них
    }
announcement-when-urgent = сейчас, и в тихие часы: срочно
announcement-make-urgent = Срочно, и в тихие часы
announcement-calm = Не срочно
announcement-urgent = <b>Срочно:</b>
announcement-roles-all = все
announcement-roles-coordinators = координаторы
announcement-roles-heads = руководители
announcement-roles-executors = исполнители
announcement-to = { $roles }, { $places }
announcement-send = Отправить { $count }
announcement-sample = Показать себе
announcement-change = Изменить
announcement-missing = Кто не подключён ({ $count })
announcement-cancel = Отменить
announcement-back = Назад
announcement-change-what = Что изменить?
announcement-change-text = Текст
announcement-change-audience = Кому
announcement-cancelled = Объявление не отправлено.

announcement-signature = — { $author }, { $place }
announcement-acknowledge = Ознакомлен
announcement-seen = ✅ Вы ознакомлены { $day }
announcement-again = <b>Просим ознакомиться:</b>

announcement-sending = <b>Отправлено { $sent } из { $total }</b> { $bar }{ $left }
announcement-left-seconds = {" "}· осталось ~{ $count } с
announcement-left-minutes = {" "}· осталось ~{ $count } мин
announcement-begins = {" "}· { $begun ->
        [yes] остальным
       *[no] начнётся
    } { $day } в { $clock }
announcement-paused = <b>Пауза: отправлено { $sent } из { $total }</b> { $bar }
announcement-pause = Пауза
announcement-go-on = Продолжить
announcement-stop = Остановить
announcement-done = <b>Доставлено { $sent } из { $total }.</b>
announcement-stopped = <b>Остановлено. Доставлено { $sent } из { $total }.</b>
announcement-blocked = Заблокировали бота: { $count }.
announcement-unsure = Неизвестно, дошло ли: { $count }.
announcement-failed = Не дошло: { $count }.
announcement-acknowledged = Нажали «Ознакомлен»: { $count }.
announcement-show-unread = Кто не ознакомился ({ $count })
announcement-remind = Напомнить им
announcement-list-unread = <b>Не ознакомились: { $count }</b>
announcement-list-missing =
    <b>Не подключены: { $count }</b>
    Личные ссылки: /people
announcement-list-line = { $name }, { $place }
announcement-list-empty = Таких нет.
announcement-reminded =
    { $told ->
        [0] { $unread ->
            [0] Все, кому доставлено, уже ознакомились.
           *[other] Сегодня им уже напомнили.
        }
        [one] Напоминание уходит { $told } человеку.
       *[other] Напоминание уходит { $told } людям.
    }

refusal-announcement-nobody = Из этих людей к боту пока никто не подключён. Личные ссылки: /people
refusal-announcement-too-long = В тексте { $length ->
        [one] { $length } знак
        [few] { $length } знака
       *[many] { $length } знаков
    }, а в одно сообщение помещается { $limit }. Сократите и пришлите ещё раз.
refusal-announcement-text-only = Объявление — это текст одним сообщением. Пришлите его словами.
refusal-announcement-not-draft = Это объявление уже отправлено или отменено. Новое: /announce
