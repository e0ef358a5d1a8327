# Кто отвечает за строки плана

executors-groups = Группы и должности: { $list }{ $more ->
        [0] .
       *[other] {" "}и ещё { $more }.
    }
executors-counted = «{ $name }» — { $what ->
        [places] { $count ->
            [one] { $count } учреждение
            [few] { $count } учреждения
           *[many] { $count } учреждений
        }
       *[people] { $count ->
            [one] { $count } человек
            [few] { $count } человека
           *[many] { $count } человек
        }
    }
executors-gap = Некому отвечать: «{ $name }» — { $kind ->
        [unknown] такого учреждения в списке нет
       *[nobody] таких людей в списке нет
    } ({ $count ->
        [one] строка
       *[many] строки
    } { $rows }).
executors-vacant = { $names }: нет ни координатора, ни руководителя ({ $count ->
        [one] строка
       *[many] строки
    } { $rows }).
executors-gaps-more = …и ещё { $count }
executors-advice = Добавьте людей: /people — я назначу их сам.
executors-ask = Кому отвечать…
executors-connected = { $count ->
        [one] Отвечает { $count } человек
        [few] Отвечают { $count } человека
       *[many] Отвечают { $count } человек
    }{ $missing ->
        [0] , все подключены к боту.
        [one] , { $missing } ещё не подключён к боту.
       *[other] , { $missing } ещё не подключены к боту.
    }
executors-links = Ссылки…
plans-unconnected = · { $count ->
        [one] { $count } исполнитель ещё не подключён к боту
        [few] { $count } исполнителя ещё не подключены к боту
       *[many] { $count } исполнителей ещё не подключены к боту
    }

rows-gap = { $name } (некому отвечать)
rows-near = { $who } вместо «{ $name }»
rows-several = { $name } — { $what ->
        [places] { $count ->
            [one] { $count } учреждение
            [few] { $count } учреждения
           *[many] { $count } учреждений
        }
       *[people] { $count ->
            [one] { $count } человек
            [few] { $count } человека
           *[many] { $count } человек
        }
    }{ $near ->
        [0] {""}
       *[other] , ближайшие по должности: { $who }{ $more ->
            [0] {""}
           *[other] {" "}и ещё { $more }
        }
    }

## Люди пришли, ушли или сменили должность

let-off = <b>{ $count ->
        [one] { $count } мероприятие теперь не Ваше
        [few] { $count } мероприятия теперь не Ваши
       *[many] { $count } мероприятий теперь не Ваши
    }: за { $count ->
        [one] него
       *[many] них
    } отвечают другие</b>
    { $title }
    <i>{ $roadmap }</i>
roster-distributed = { $count ->
        [one] Люди получили { $count } поручение
        [few] Люди получили { $count } поручения
       *[many] Люди получили { $count } поручений
    } в { $plans ->
        [one] { $plans } плане
       *[many] { $plans } планах
    }.
roster-updated = Обновлены должность или роль: { $count }.
