# Журнал ответов в боте: страницы, фильтр, один ответ, фото, архив

command-log = Журнал ответов

book-head = <b>Журнал ответов{ $page ->
        [1] {""}
       *[other] {", "}стр. { $page }
    }</b>
book-about = Отобрано: { $about }
book-period = { $kind ->
        [day] { $first }
        [since] с { $first }
        [till] по { $last }
       *[between] с { $first } по { $last }
    }
book-unread = Не понял: «{ $words }». Остальное учтено.
book-unread-all = Не понял: «{ $words }». Показываю всё. Можно так: /log Шабанова, /log СОШ №2 октябрь, /log с 1 по 15 октября.
book-several = «{ $words }» — подходит несколько. Уточните или выберите в «Фильтр…».
book-empty = Ответов пока нет.
book-nothing = По этому фильтру ничего нет.

book-title = <b>{ $number }.</b> { $sign }<b>{ $title }</b>
book-who = { $who }, { $place } · { $at }
book-late = после срока
book-review = { $state ->
        [waiting] на проверке
       *[other] возвращено
    }
book-corrected = исправлено { $day }
book-withdrawn = отменено { $day }

book-filter-button = Фильтр…
book-gallery-button = Фото
book-zip-button = ZIP
book-reset = Сбросить
book-show = Показать
book-filter = <b>Фильтр журнала</b>
book-filter-words = Словами тоже можно, например: /log Шабанова октябрь.
book-filter-all = Сейчас показано всё.
book-by-roadmap = Дорожная карта
book-by-measure = Мероприятие
book-by-school = Школа
book-by-person = Исполнитель
book-by-period = Период
book-choose = <b>{ $what ->
        [roadmap] По какой дорожной карте?
        [measure] По какому мероприятию?
        [school] Какой школы?
        [person] Чьи ответы?
       *[period] За какое время?
    }</b>
book-choose-none = Здесь пока нечего выбирать: ответов ещё нет.
book-choose-any = { $what ->
        [roadmap] Любая
        [measure] Любое
        [school] Любая
        [person] Все
       *[period] Всё время
    }
book-period-name = { $name ->
        [today] Сегодня
        [week] Неделя
        [month] Месяц
       *[year] Учебный год
    }

book-entry = { $sign }<b>{ $title }</b>
book-entry-plan = { $plan }
book-entry-who = { $who }, { $place } · { $at } · срок { $due }{ $late ->
        [yes] , после срока
       *[no] {""}
    }
book-entry-done-on = сделано { $day }
book-entry-files = <b>Вложения: { $files }</b>
book-file = { $number }. { $kind ->
        [photo] фото
        [video] видео
        [video-note] видео
        [animation] видео
        [voice] голосовое сообщение
        [audio] аудиозапись
        [place] место на карте
       *[document] файл
    }{ $named ->
        [yes] {" "}«{ $name }»
       *[no] {""}
    }{ $kept ->
        [yes] {""}
       *[no] {" — "}только в Telegram
    }
book-file-repeat = { $file } — { $repeat }
book-files-more = …и ещё { $count }
book-repeat = повтор: «{ $title }», { $day }, { $who }
book-repeat-elsewhere = повтор: такое фото уже было в журнале
book-hidden = { $children ->
        [asked] Фото не показаны: ждут ответа автора, есть ли на них дети.
       *[no-consent] Фото не показаны: нет согласий.
    }
book-files-button = { $only ->
        [pictures] Показать фото
       *[all] Показать вложения
    }
book-history-button = История
book-back = К списку
book-back-to-entry = К ответу

book-history = <b>История ответа</b>
book-history-empty = Записей об этом ответе нет.
book-earlier = …и раньше ещё { $count }
book-change = { $at } · { $who }
    { $what ->
        [report] записано
        [status] состояние: { $before } → { $after }
        [report-corrected] слова: «{ $before }» → «{ $after }»
        [report-withdrawn] ответ отменён
        [report-accepted] принято
        [report-returned] возвращено: «{ $after }»
        [report-children] ответ о детях на фото
       *[other] запись дополнена
    }
book-change-status = { $status ->
        [done] выполнено
        [in-progress] в работе
        [trouble] трудности
        [cancelled] снято
       *[open] ждёт ответа
    }
book-no-words = без слов

book-gallery = <b>Фото { $numbers }</b>
book-gallery-title = Фото из журнала ответов
book-nameless = фото
book-gallery-empty = По этому фильтру фото нет.
book-picture = <b>{ $title }</b>
    { $who }, { $place } · { $at }
book-to-entry = Весь ответ

book-zip = Собираю: { $files ->
        [0] опись без файлов
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }{ $files ->
        [0] {""}
       *[other] , около { $size }
    }. В описи — { $answers ->
        [one] { $answers } ответ
        [few] { $answers } ответа
       *[many] { $answers } ответов
    }.
book-size = { $unit ->
        [mb] { $number } МБ
       *[kb] { $number } КБ
    }
book-zip-name = { $parts ->
        [1] Отчёт.zip
       *[other] Отчёт { $part } из { $parts }.zip
    }
book-zip-caption = { $parts ->
        [1] <b>Отчёт</b>
       *[other] <b>Отчёт, часть { $part } из { $parts }</b>
    }
book-zip-about = Папка на каждое мероприятие, «Опись.xlsx» — что внутри.
book-sheet-title = Отчёт: журнал ответов
book-sheet-about = { $about } · собрано { $at }
book-sheet-all = все ответы
book-sheet-review = { $state ->
        [waiting] на проверке
        [accepted] принято
        [returned] возвращено
       *[other] {""}
    }
book-sheet-place = место на карте: { $where }
book-sheet-only-telegram = только в Telegram
book-sheet-too-large = больше 45 МБ, не вошёл
book-sheet-answer = { $status ->
        [done] выполнено
        [in-progress] в работе
        [trouble] трудности
       *[none] дополнение
    }
book-sheet-children = { $children ->
        [asked] фото не показаны: ждут ответа автора
        [no-consent] фото не показаны: нет согласий
        [consent] есть, согласия есть
        [none] нет
       *[unasked] {""}
    }

refusal-book-nothing = По этому фильтру ничего нет.
refusal-book-no-files = Вложений здесь нет или их нельзя показать.
refusal-book-too-much = Здесь { $size } ГБ, а собрать можно до 2 ГБ. Сузьте фильтр: одна дорожная карта, школа или месяц.
refusal-book-too-many = Здесь слишком много ответов, а собрать можно до { $count ->
        [one] { $count } ответа
       *[many] { $count } ответов
    }. Сузьте фильтр: одна дорожная карта, школа или месяц.
