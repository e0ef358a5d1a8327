# Люди учреждения: карточка человека, передача всех дел другому

staff-list-open = Все люди
staff-list =
    <b>{ $place }</b>: { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }. Нажмите на имя:
staff-card =
    <b>{ $name }</b>
    { $about }
staff-role = { $role ->
        [admin] Администратор
        [coordinator] Координатор
        [head] Руководитель
       *[executor] Исполнитель
    } · чат с ботом: { $connected ->
        [yes] есть
       *[no] нет
    }
staff-work = { $count ->
        [0] Открытых дел нет
        [one] { $count } открытое дело
        [few] { $count } открытых дела
       *[many] { $count } открытых дел
    }{ $late ->
        [0] {""}
       *[other] , просрочено { $late }
    }{ $ahead ->
        [yes] , ближайшее — до { $nearest }
       *[no] {""}
    }
staff-hand-over = Передать все дела…
staff-invite = Личная ссылка
staff-nobody = Передать дела некому: { $who } — единственный человек в списке.
staff-choose = Кому передать все дела? Сейчас их ведёт { $who }
staff-look = <b>{ $who } → { $other }: все открытые дела</b>
staff-plans = { $plans ->
        [one] { $plans } план
        [few] { $plans } плана
       *[many] { $plans } планов
    }
staff-leaves-ask = { $who } больше не работает? Тогда бот уберёт этого человека из списка.
staff-leaves = Больше не работает
staff-stays = Остаётся
staff-cancel = Отмена
staff-done = <b>{ $who } → { $other }</b>: { $count ->
        [0] открытых дел не было
        [one] передано { $count } дело
        [few] переданы { $count } дела
       *[many] передано { $count } дел
    }. Прежние ответы остаются за тем, кто их дал.
staff-left = { $who } больше не в списке.
staff-not-connected = Чата с ботом ещё нет: { $who } · личная ссылка — в карточке человека
staff-received = <b>Вам { $count ->
        [one] передано { $count } дело
        [few] переданы { $count } дела
       *[many] передано { $count } дел
    }, раньше их вёл другой человек: { $who }</b>
staff-relieved = <b>{ $count ->
        [one] { $count } Ваше дело передано
        [few] { $count } Ваших дела переданы
       *[many] { $count } Ваших дел передано
    }: { $who }</b>
staff-how = Весь список: /my

refusal-person-left = { $who } уже не в списке.
refusal-not-oneself = Себя из списка убрать нельзя. Это может сделать другой координатор или администратор.
refusal-nothing-to-hand-over = У этого человека открытых дел нет: { $who }
