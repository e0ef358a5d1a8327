# Что руководитель и координатор читают о чужих делах

others = <b>{ $group ->
        [cap] Больше не напоминаю: { $count ->
            [one] { $count } дело
            [few] { $count } дела
           *[many] { $count } дел
        }{ $silent ->
            [yes] {" "}без ответа после всех напоминаний
           *[no] , напоминания кончились
        }
        [head] Давно { $count ->
            [one] просрочено { $count } дело
            [few] просрочены { $count } дела
           *[many] просрочено { $count } дел
        }{ $silent ->
            [yes] , ответа нет
           *[no] {""}
        }
        [unreached] { $people ->
            [one] { $people } исполнитель не подключён
            [few] { $people } исполнителя не подключены
           *[many] { $people } исполнителей не подключены
        } к боту, напоминания не доходят
       *[coordinator] { $count ->
            [one] Просрочено { $count } дело
            [few] Просрочены { $count } дела
           *[many] Просрочено { $count } дел
        }{ $silent ->
            [yes] , ответа нет
           *[no] {""}
        }
    }</b>
others-line = · { $who } · { $title } · до { $day }
# Что исполнитель ответил о деле в последний раз
others-words = { $status ->
        [trouble] трудности: { $words }
        [in-progress] в работе: { $words }
       *[open] ответ: { $words }
    }
others-status = { $status ->
        [trouble] трудности
        [in-progress] в работе
       *[open] прислан файл
    }
others-returned = возвращено на доработку
others-wanted = просьба перенести на { $day }
others-put-off = отложено до { $day }
others-more = …и ещё { $count }: /summary
others-nudge = Напомнить сейчас
