# Группы: журнал и чат сотрудников

log-chat = Отчёты «{ $place }» теперь появляются здесь.
log-chat-feed = { $kind ->
        [topics] Сейчас: тема на каждый план. Тема появится с первым отчётом.
       *[feed] Сейчас: одна лента.
    }
log-one-feed = Одна лента
log-by-plan = Тема на каждый план
log-chats = Где вести журнал? Это группы и каналы, в которые Вы меня добавили.
log-chats-none = Добавьте меня в группу или администратором в канал, затем напишите /log_here ещё раз. В группе /log_here можно написать прямо в ней.
log-moved = Журнал теперь ведётся в «{ $title }». Сюда новые отчёты больше не приходят.
log-chosen = Журнал теперь ведётся в «{ $title }».

staff-chat =
    <b>Напоминания «{ $place }» теперь приходят и сюда</b>
    Утром рабочего дня: о чём в ближайшие 3 рабочих дня срок или он прошёл, а ответа нет. Ответить можно ответом на это сообщение. Выключить: /staff_here off
staff-chat-who = { $who ->
        [everyone] Называю всех.
       *[unreached] Называю тех, кому не могу написать лично.
    }
staff-chat-unreached = Только тем, кому бот не может написать
staff-chat-everyone = Всем
staff-chat-off = Напоминания «{ $place }» сюда больше не приходят.

staff-digest = <b>{ $place }: без ответа { $count ->
        [one] { $count } мероприятие
        [few] { $count } мероприятия
       *[many] { $count } мероприятий
    }{ $late ->
        [0] {""}
       *[other] , срок прошёл у { $late }
    }</b>
staff-digest-line = { $sign } { $who } · { $late ->
        [yes] срок был { $day }
       *[no] до { $day }
    } · { $title }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }
staff-digest-mention = <a href="tg://user?id={ $number }">{ $name }</a>
staff-digest-unconnected = { $name } (не подключён)
staff-digest-more = …и ещё { $count }
staff-digest-how = Ответьте на это сообщение словами или фото.
staff-digest-connect = Подключиться: личная ссылка у Вашего координатора.
staff-digest-others = Остальным бот написал лично.

refusal-nothing-listed = В этом сообщении Ваших мероприятий нет. Все Ваши: /my в чате с ботом.
refusal-nothing-open = Сейчас за Вами нет открытых мероприятий.
