# Насколько настойчиво напоминать: наборы дней

profile-button = Напоминания: { $name }
profile-rows-button = Напоминания по строкам
profile-head = { $said ->
        [yes] <b>Записано. Напоминания плана</b>
       *[no] <b>Напоминания плана</b>
    }
    { $title }
profile-head-row = { $said ->
        [yes] <b>Записано. Напоминания строки { $row }</b>
       *[no] <b>Напоминания строки { $row }</b>
    }
    { $title }
profile-line = <b>{ $name }</b>: { $days }
profile-days = { $ahead ->
        [some] за { $before } { $last ->
            [one] рабочий день до срока{ $day ->
                [yes] {" "}и в сам день
               *[no] {""}
            }
           *[other] рабочих дней до срока{ $day ->
                [yes] {" "}и в сам день
               *[no] {""}
            }
        }
       *[none] { $day ->
            [yes] в день срока
           *[no] до срока не напоминает
        }
    }; { $late ->
        [some] если ответа нет — через { $after }, потом раз в неделю, всего не больше { $times ->
            [one] { $times } раза
           *[other] { $times } раз
        }
       *[none] после срока не напоминает
    }
profile-chosen = ✓ { $name }
profile-as-in-plan = Как в плане ({ $name })
profile-back = ‹ К плану
profile-back-to-rows = ‹ К строкам
profile-rows =
    <b>{ $title }</b>
    Напоминания плана: { $name }. Чтобы напоминать об одной строке чаще или реже, нажмите её:
rows-profile = Напоминания: { $name }
