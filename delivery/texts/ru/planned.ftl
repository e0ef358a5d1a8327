# Что будет отправлено

command-planned = Что будет отправлено

planned-messages = { $count ->
        [one] { $count } сообщение
        [few] { $count } сообщения
       *[many] { $count } сообщений
    }
planned-head = <b>С { $first } по { $last }: { $messages }{ $people ->
        [1] {""}, одному человеку
        [one] {""}, { $people } человеку
       *[other] {""}, { $people } людям
    }</b>
planned-day-head = <b>{ $day }: { $messages }{ $people ->
        [1] {""}, одному человеку
        [one] {""}, { $people } человеку
       *[other] {""}, { $people } людям
    }</b>
planned-nothing = <b>С { $first } по { $last } напоминаний не будет.</b>
planned-day = { $day }: { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }
planned-line = <b>{ $day }, { $time } · { $who }: { $count }</b> — { $items }
planned-item = { $title }{ $whose ->
        [own] {""}
       *[other] {""} · { $whose }
    } ({ $kind ->
        [start] начало работы
        [after] срок прошёл
        [coordinator] просрочено у исполнителя
        [head] просрочено, руководителю
        [cap] напоминания исполнителю кончились
        [unreached] исполнитель не подключён
        [asked] напоминание по просьбе
       *[ahead] { $again ->
            [yes] отложенное, {""}
           *[no] {""}
        }{ $days ->
            [0] срок сегодня
            [1] срок завтра
            [one] срок через { $days } день
            [few] срок через { $days } дня
           *[many] срок через { $days } дней
        }
    })
planned-more = и ещё { $count }
planned-missed = <b>Не получат</b> (в скобках — о скольких делах):
planned-missed-line = { $reason ->
        [blocked] Заблокировали бота: { $names }
        [absent] Отсутствуют: { $names }
       *[not-connected] Не подключены (ссылки: /people): { $names }
    }
planned-missed-nobody = Все, кому есть что сказать, это получат.
planned-missed-all = Не получат ({ $count })
planned-people = <b>{ $count ->
        [one] Сообщения получит { $count } человек.
        [few] Сообщения получат { $count } человека.
       *[many] Сообщения получат { $count } человек.
    }</b> Нажмите на имя:
planned-by-person = По людям
planned-all = Все дни и люди
