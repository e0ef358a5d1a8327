# Мероприятия без срока: вопрос координатору

undated = <b>Без срока: { $count ->
        [one] { $count } мероприятие
        [few] { $count } мероприятия
       *[many] { $count } мероприятий
    }</b>
    <i>{ $title }</i>
undated-row = <b>{ $row }.</b> { $title }
undated-row-printed = <b>{ $row }.</b> { $title } — «{ $printed }»
undated-how = Пока даты нет, напоминаний не будет. Назначьте дату — исполнители узнают и получат напоминания.
undated-date-button = { $row }: назначить дату
undated-waive-button = { $row }: не нужно
undated-later = Спросить через месяц
undated-open = Без срока ({ $count })
undated-none = Мероприятий без срока нет.
undated-back = К списку без срока
undated-change = Изменить дату
undated-restore = Вернуть
undated-said-dated = Записано: строка { $row } — { $words }. Исполнители узнают и получат напоминания.
undated-said-waived = Записано: строке { $row } дата не нужна, больше не спрошу.
undated-date =
    <b>Срок для строки { $row }.</b> { $title }
    Напишите его одним сообщением: «до 25.10.2022» или «10.10.2022 – 25.10.2022».
undated-date-again = { $why ->
        [past] Этот день уже прошёл. Напишите день не раньше сегодняшнего, с годом.
       *[unclear] Не вижу здесь одной ясной даты. Напишите с годом, например «до 25.10.2022» или «10.10.2022 – 25.10.2022».
    }
undated-asks = Спрошу снова { $day }.

refusal-undated-has-date = У этой строки уже есть срок. Чтобы изменить его, исправьте план и пришлите его ещё раз.
