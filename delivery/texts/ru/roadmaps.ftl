# Дорожная карта: файл, разбор, вопросы, принятие

## Срок, как он понят

stage-labelled = { $name }: { $words }
stage-until = до { $day } включительно
stage-since = { $number ->
        [2] со
       *[other] с
    } { $day }
stage-by = по { $day }
stage-range = { $since } по { $end } включительно
stage-undated = без даты
stage-undated-then = дальше без даты
stage-ongoing = в течение срока { $bounds }
stage-always-since = постоянно { $since }
stage-always = в течение всего плана
stage-school-dated = { $name }: { $dates }
stage-school-proposed = { $name }, предположительно: { $dates }
stage-school-undated = { $name } — даты школьного календаря не заданы
stage-school-guess = { $words }, даты предположительные
stage-school-part-known = { $words }, не все даты заданы
stage-often = { $often ->
        [yearly] ежегодно
        [half-yearly] раз в полугодие
        [quarterly] раз в квартал
        [school-quarters] раз в четверть
        [monthly] раз в месяц
        [weekly] раз в неделю
        [daily] каждый день
        [school-holidays] в каникулы
       *[unknown] повторяется
    }
stage-rate = { $times ->
        [1] раз
        [one] { $times } раз
        [few] { $times } раза
       *[many] { $times } раз
    } в { $often ->
        [yearly] { $count ->
            [1] год
            [one] { $count } год
            [few] { $count } года
           *[many] { $count } лет
        }
        [half-yearly] { $count ->
            [1] полугодие
            [one] { $count } полугодие
            [few] { $count } полугодия
           *[many] { $count } полугодий
        }
        [quarterly] { $count ->
            [1] квартал
            [one] { $count } квартал
            [few] { $count } квартала
           *[many] { $count } кварталов
        }
        [school-quarters] { $count ->
            [1] четверть
            [one] { $count } четверть
            [few] { $count } четверти
           *[many] { $count } четвертей
        }
        [monthly] { $count ->
            [1] месяц
            [one] { $count } месяц
            [few] { $count } месяца
           *[many] { $count } месяцев
        }
        [weekly] { $count ->
            [1] неделю
            [one] { $count } неделю
            [few] { $count } недели
           *[many] { $count } недель
        }
        [daily] { $count ->
            [1] день
            [one] { $count } день
            [few] { $count } дня
           *[many] { $count } дней
        }
       *[school-holidays] каникулы
    }
stage-every = { $day ->
        [MO] каждый понедельник
        [TU] каждый вторник
        [WE] каждую среду
        [TH] каждый четверг
        [FR] каждую пятницу
        [SA] каждую субботу
       *[SU] каждое воскресенье
    }
stage-on = по { $day ->
        [MO] понедельникам
        [TU] вторникам
        [WE] средам
        [TH] четвергам
        [FR] пятницам
        [SA] субботам
       *[SU] воскресеньям
    }
stage-in-months = в { $months }
stage-and = { $words } и { $last }
stage-month-day = до { $day } { $months ->
        [one] { $month }
       *[many] числа { $month }
    }
stage-working-day = до { $number ->
        [-1] последнего
       *[other] { $number }-го
    } рабочего дня { $month }
stage-weekday = { $number ->
        [-1] { $day ->
            [MO] последний понедельник
            [TU] последний вторник
            [WE] последняя среда
            [TH] последний четверг
            [FR] последняя пятница
            [SA] последняя суббота
           *[SU] последнее воскресенье
        }
       *[other] { $number }-{ $day ->
            [MO] й понедельник
            [TU] й вторник
            [WE] я среда
            [TH] й четверг
            [FR] я пятница
            [SA] я суббота
           *[SU] е воскресенье
        }
    } { $month }
stage-each-month = каждого месяца
stage-month = { $often ->
        [monthly] месяца
       *[longer] последнего месяца
    }
stage-month-after = { $often ->
        [monthly] { $count ->
            [1] следующего месяца
           *[other] { $count }-го месяца после отчётного
        }
        [quarterly] { $count ->
            [1] месяца, следующего за кварталом
           *[other] { $count }-го месяца после квартала
        }
        [school-quarters] { $count ->
            [1] месяца, следующего за четвертью
           *[other] { $count }-го месяца после четверти
        }
        [half-yearly] { $count ->
            [1] месяца, следующего за полугодием
           *[other] { $count }-го месяца после полугодия
        }
       *[yearly] { $count }-го месяца следующего года
    }

span-undated = без даты
span-from = с { $start }
span-until = до { $due }

period-school = { $first }–{ $last } учебный год
period-year = { $year } год
period-years = { $first }–{ $last } годы
period-from = с { $start }
period-until = по { $end }
period-unknown = период в документе не указан

## Файл

roadmap-reading = Читаю таблицу…
roadmap-known =
    <b>Этот файл уже здесь:</b> «{ $title }».
    { $state ->
        [draft] Он разобран { $at } и ждёт Вашего «Принять».
       *[active] Карта принята { $at } и действует, второй раз ничего не создано.
    }
roadmap-known-open = { $state ->
        [draft] Открыть черновик
       *[active] Открыть карту
    }

refusal-unreadable-empty = Файл пуст. Пришлите план в Word, Excel или PDF.
refusal-unreadable-too-large = { $size_mb ->
        [0] Файл слишком большой: Telegram отдаёт боту не больше { $limit_mb } МБ.
       *[other] Файл { $size_mb } МБ, а Telegram отдаёт боту не больше { $limit_mb } МБ.
    } Пришлите без картинок или частями.
refusal-unreadable-doc = Это старый формат Word (.doc). Откройте файл в Word, сохраните как .docx и пришлите снова.
refusal-unreadable-rtf = Это файл .rtf. Откройте его в Word, сохраните как .docx и пришлите снова.
refusal-unreadable-xml = Это файл .xml. Откройте его в Excel или Word, сохраните как .xlsx или .docx и пришлите снова.
refusal-unreadable-apple = Это файл Pages или Numbers. В программе выберите «Файл» → «Экспортировать в» → Word или Excel и пришлите снова.
refusal-unreadable-slides = Это презентация, а не план. Пришлите план в Word, Excel или PDF.
refusal-unreadable-book = Это электронная книга, а не план. Пришлите план в Word, Excel или PDF.
refusal-unreadable-letter = Это письмо целиком. Сохраните из него вложенный план и пришлите сам план.
refusal-unreadable-web-archive = Это веб-страница одним файлом (.mht). Откройте её в Word, сохраните как .docx и пришлите снова.
refusal-unreadable-archive = Это архив. Распакуйте его и пришлите сам план: Word, Excel или PDF.
refusal-unreadable-picture = Это картинка, а не план. Пришлите план в Word, Excel или PDF. Если это отчёт — ответьте этим файлом на напоминание.
refusal-unreadable-scan = В этом файле только снимки страниц, текста нет. Пришлите исходный файл в Word или Excel.
refusal-unreadable-fonts = В этом PDF вместо букв — значки: буквы в нём не записаны. Пришлите исходный файл в Word или Excel.
refusal-unreadable-many-pages = В этом PDF слишком много страниц. Пришлите только страницы с планом или исходный файл в Word или Excel.
refusal-unreadable-password = Файл закрыт паролем. Снимите пароль и пришлите снова.
refusal-unreadable-damaged = Файл не открывается: он повреждён или загружен не до конца. Пришлите его ещё раз.
refusal-unreadable-no-table = В этом файле нет таблицы с мероприятиями и сроками. Пришлите план в Word, Excel или PDF — хотя бы с колонками «мероприятие» и «срок».
refusal-unreadable-too-heavy = В файле слишком много данных, прочитать его не получилось. Пришлите одну таблицу плана, без картинок и лишних листов.
refusal-unreadable-columns = Таблица в файле есть, но не понять, где в ней мероприятие, где срок и где исполнитель. Подпишите колонки в первой строке таблицы и пришлите снова.
refusal-unreadable-format = Такие файлы я не читаю. Пришлите план в Word (.docx), Excel (.xlsx, .xls), LibreOffice (.odt, .ods), PDF или текстом (.txt, .csv).

refusal-send-again = Пока файл читался, его прежний черновик отменили. Пришлите файл ещё раз.
refusal-roadmap-active = Эта дорожная карта уже принята, столбцы заново не выбрать. Исправьте файл и пришлите его ещё раз.
refusal-roadmap-cancelled = Этот черновик отменён. Его можно вернуть кнопкой или прислать файл ещё раз.
refusal-roadmap-archived = Эта дорожная карта уже в архиве.

## Разбор

roadmap-title = 📄 <b>{ $title }</b>
roadmap-head = { $place } · { $period } · { $measures } · { $parties }
roadmap-measures = { $count ->
        [one] { $count } мероприятие
        [few] { $count } мероприятия
       *[many] { $count } мероприятий
    }
roadmap-parties = { $count ->
        [one] { $count } исполнитель
        [few] { $count } исполнителя
       *[many] { $count } исполнителей
    }
roadmap-deadlines = Сроки: { $list }
roadmap-dated = { $count } с датой
roadmap-recurring = { $count ->
        [one] { $count } повторяется
       *[many] { $count } повторяются
    }
roadmap-check-ins = О мероприятиях на весь срок в конце каждого квартала спрошу, как идёт работа.
roadmap-ongoing = { $count } в течение срока
roadmap-undated = { $count } без срока
roadmap-past = { $count ->
        [one] { $count } срок уже прошёл — о нём не напоминаю.
        [few] { $count } срока уже прошли — о них не напоминаю.
       *[many] { $count } сроков уже прошли — о них не напоминаю.
    }
roadmap-all-past = Все сроки уже прошли — напоминаний по этой карте не будет.
roadmap-problems = { $more ->
        [0] При чтении отмечено: { $example }
       *[other] При чтении отмечено: { $example } И ещё { $more }.
    }
roadmap-problems-all = Отмечено при чтении ({ $count })
problems-head = <b>При чтении отмечено: { $count }</b>
problem = • { $where }: { $words }
roadmap-doubts = { $count ->
        [1] <b>Вопрос: 1.</b> Строка { $row } — { $example }
       *[other] <b>Вопросы: { $count }.</b> Например: строка { $row } — { $example }
    }
roadmap-doubts-person = { $count ->
        [1] <b>Вопрос: 1.</b> Строка { $row } — «{ $name }» в списке не один.
       *[other] <b>Вопросы: { $count }.</b> Например: строка { $row } — «{ $name }» в списке не один.
    }
roadmap-no-doubts = Вопросов нет.
roadmap-people = Исполнители: { $found } из { $count } найдены{ $missing ->
        [none] .
       *[some] ; нет в списке: { $names }
    }
roadmap-people-more = { $names } и ещё { $count }
roadmap-people-asked = Однофамильцы: { $names } — спрошу, кто имеется в виду.
roadmap-unassigned = { $count ->
        [one] { $count } мероприятие без исполнителя из списка:
        [few] { $count } мероприятия без исполнителя из списка:
       *[many] { $count } мероприятий без исполнителя из списка:
    } { $who ->
        [you] напоминания придут Вам.
       *[other] напоминания получит { $who }
    }
roadmap-rules = «до 20.10» понимаю как «включительно»; { $rule ->
        [previous] срок в выходной — на последний рабочий день перед ним.
        [next] срок в выходной — на первый рабочий день после него.
       *[same] срок в выходной не переносится.
    }

roadmap-answer = Ответить на вопросы ({ $count })
roadmap-show-rows = Показать все строки
roadmap-accept = Принять
roadmap-cancel = Отменить
roadmap-restore = Вернуть черновик
roadmap-back = К карте
roadmap-cancelled = <b>Отменено:</b> «{ $title }». Никому ничего не придёт, файл сохранён.

## Строки

rows-head = <b>{ $title }</b> · строки { $first }–{ $last } из { $count }
rows-section = <i>{ $section }</i>
rows-measure = <b>{ $row }.</b> { $title }
rows-deadline = «{ $verbatim }» → { $words }
rows-empty-deadline = срок не указан
rows-more-stages = и ещё { $count }
rows-people = Исполнители: { $names }
rows-nobody = Исполнитель не указан
rows-unknown = { $name } (нет в списке)
rows-instead = { $name } ({ $who })

## Принято

accepted-head = <b>Принято: { $measures }, { $parties }.</b>
accepted-already = <b>Эта карта уже принята { $at }.</b> Второй раз ничего не создано.
accepted-open = <b>Действует с { $at }:</b> { $measures }, { $parties }.
accepted-title = «{ $title }»
accepted-progress = Выполнено { $done } из { $count ->
        [one] { $count } поручения
       *[many] { $count } поручений
    }: у каждого исполнителя и срока своё.
accepted-first = Ближайший срок — { $day }.
accepted-no-first = Впереди сроков нет.
accepted-undated = { $count ->
        [one] { $count } мероприятие без даты: напоминаний о нём нет, раз в месяц спрошу о дате.
        [few] { $count } мероприятия без даты: напоминаний о них нет, раз в месяц спрошу о датах.
       *[many] { $count } мероприятий без даты: напоминаний о них нет, раз в месяц спрошу о датах.
    }
accepted-unassigned = { $who } получает { $count ->
        [one] { $count } мероприятие без исполнителя из списка.
        [few] { $count } мероприятия без исполнителя из списка.
       *[many] { $count } мероприятий без исполнителя из списка.
    }

## Список

plans-head = <b>{ $count ->
        [one] { $count } дорожная карта
        [few] { $count } дорожные карты
       *[many] { $count } дорожных карт
    }</b>
plans-none = Дорожных карт пока нет. Пришлите план файлом: Word, Excel, PDF или текст.
plans-active = { $number }. { $title } — выполнено { $done } из { $count ->
        [one] { $count } поручения
       *[other] { $count } поручений
    }
plans-draft = { $number }. { $title } — черновик, { $questions ->
        [0] вопросов нет
        [one] { $questions } вопрос
        [few] { $questions } вопроса
       *[many] { $questions } вопросов
    }
