# Сводка: как мы стоим

summary = <b>{ $place } · на { $day }: { $done } из { $total } выполнено</b>
summary-in-time = в срок { $percent } %
summary-this-week = на этой неделе { $count }
summary-late = просрочено { $count }
summary-trouble = трудности { $count }
summary-undated = без срока { $count }
summary-silent =
    { $count ->
        [one] молчит { $count } ({ $names })
       *[other] молчат { $count } ({ $names })
    }
summary-names-more = { $names } и ещё { $count }
summary-changed = За неделю: { $changes }
summary-gained = +{ $count } выполнено
summary-slipped = +{ $count } просрочено
summary-unchanged = За неделю без изменений
summary-all-roadmaps =
    { $count ->
        [one] { $count } дорожная карта
        [few] { $count } дорожные карты
       *[many] { $count } дорожных карт
    }

summary-show-late = Просроченные ({ $count })
summary-show-week = Эта неделя ({ $count })
summary-show-people = По исполнителям
summary-show-sections = По разделам
summary-show-organisations = По учреждениям
summary-nudge = Напомнить молчащим ({ $count })
summary-choose = 📄 { $title }
summary-choose-all = Все дорожные карты

summary-list-late = <b>Просрочено: { $count }</b>
summary-list-week = <b>До конца недели: { $count }</b>
summary-list-people = <b>По исполнителям</b>
summary-list-sections = <b>По разделам</b>
summary-list-organisations = <b>По учреждениям</b>
summary-list-empty = Ничего нет.
summary-line = { $sign } до { $day } · { $title }
summary-line-people = — { $names }
summary-tally = { $name }: { $done } из { $total }
summary-tally-late = просрочено { $count }
summary-tally-trouble = трудности { $count }
summary-tally-silent = молчит
summary-tally-absent = { $until ->
        [unknown] отсутствует
       *[other] отсутствует до { $until }
    }
summary-no-section = Без раздела

summary-nudged =
    { $count ->
        [one] Напоминание отправлено { $count } человеку: { $names }
       *[other] Напоминание отправлено { $count } людям: { $names }
    }
summary-nudged-unreached = Напоминание никому не отправлено.
summary-nudged-before = Сегодня уже напомнили: { $names }
summary-nudged-missing =
    { $count ->
        [one] Не дойдёт до { $count } человека, чат с ботом не подключён или закрыт (ссылка: /people): { $names }
       *[other] Не дойдёт до { $count } человек, чат с ботом не подключён или закрыт (ссылки: /people): { $names }
    }
summary-nudged-absent = Отсутствуют, заместителя нет: { $names }
summary-nudged-nobody = Напоминать некому: { $why ->
        [closed] эти дела уже закрыты или переданы.
        [nothing-near] нет ни просроченных дел, ни дел со сроком в ближайшие две недели.
        [away] у кого срок близко или прошёл, те отсутствуют.
        [answered-or-away] у кого срок близко или прошёл, те ответили или отсутствуют.
       *[answered] у кого срок близко или прошёл, те ответили.
    }

refusal-summary-no-roadmap =
    Принятых дорожных карт пока нет, считать нечего. { $role ->
        [head] Дорожную карту присылает координатор.
       *[other] Пришлите план файлом (Word, Excel, PDF или текст) и нажмите «Принять».
    }
