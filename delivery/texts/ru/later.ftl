# «Позже»: отложить напоминание

answer-later = ⏰ Позже

later =
    <b>Напомнить позже: { $title }</b>
    Когда?
later-hour = Через час
later-tomorrow = Завтра утром
later-day = Другой день…
later-back = ‹ Назад
later-which-day =
    <b>{ $title }</b>
    На какой день отложить напоминание? Напишите, например, «{ $example }». Последний возможный — { $last }.
later-moment = { $near ->
        [today] сегодня
        [tomorrow] завтра
       *[other] { $day }
    } в { $clock }
later-why =
    <b>{ $title }</b>
    { $moved ->
        [yes] Через час писать Вам уже нельзя (тихие часы или уроки), поэтому напомню { $moment }.
       *[no] Напомню { $moment }.
    } Почему не сейчас?
later-data = Жду данных
later-time = Нет времени
later-decision = Жду решения
later-other = Другое…
later-write-reason =
    <b>{ $title }</b>
    Напишите в двух словах, почему не сейчас.
later-done = Напомню { $moment }: { $title }
later-open = Открыть

refusal-later-past = Этот момент уже прошёл. Выберите другой: нажмите «⏰ Позже» ещё раз.
