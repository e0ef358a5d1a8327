# Что руководитель и координатор читают о чужих делах

others = <b>{ $group ->
        [cap] Больше не напоминаю: { $count ->
            [one] { $count } дело
            [few] { $count } дела
           *[many] { $count } дел
        } без ответа после всех напоминаний
        [head] Давно { $count ->
            [one] просрочено { $count } дело
            [few] просрочены { $count } дела
           *[many] просрочено { $count } дел
        }, ответа нет
        [unreached] { $people ->
            [one] { $people } исполнитель не подключён
            [few] { $people } исполнителя не подключены
           *[many] { $people } исполнителей не подключены
        } к боту, напоминания не доходят
       *[coordinator] { $count ->
            [one] Просрочено { $count } дело
            [few] Просрочены { $count } дела
           *[many] Просрочено { $count } дел
        }, ответа нет
    }</b>
others-line = · { $who } · { $title } · до { $day }
others-more = …и ещё { $count }: /summary
others-nudge = Напомнить им сейчас
