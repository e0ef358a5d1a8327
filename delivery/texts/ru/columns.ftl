# Таблица, столбцы которой показывает координатор

columns-head =
    <b>Таблица найдена, но не понятно, что в каком столбце.</b>
    Файл «{ $name }», первые строки:
columns-table = <pre>{ $table }</pre>
columns-nothing-read = <b>С этими столбцами мероприятий не нашлось.</b> Выберите ещё раз.
columns-said = Выбрано: { $list }
columns-is = { $role ->
        [title] мероприятие
        [deadline] срок
        [responsible] ответственный
       *[result] результат
    } — { $number }
columns-has-none = { $role ->
        [deadline] срока нет
        [responsible] ответственного нет
       *[result] результата нет
    }
columns-ask = <b>В каком столбце { $role ->
        [title] мероприятие
        [deadline] срок
        [responsible] ответственный
       *[result] результат
    }?</b>
columns-none = Такого столбца нет
columns-back = Назад
columns-drop = Отменить
columns-cancelled = <b>Отложено:</b> «{ $name }». Ничего не прочитано, файл сохранён.
columns-restore = Выбрать столбцы
columns-as-before = Столбцы взяты как в прошлый раз.
columns-by-hand = Столбцы выбраны вручную.
columns-anew = Выбрать столбцы заново
columns-go-on = Выбрать столбцы дальше

refusal-columns-cancelled = Этот файл отложен. Нажмите «Выбрать столбцы» или пришлите его ещё раз.
