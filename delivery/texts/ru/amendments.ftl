# Изменённый план: что изменилось, принять, кому что сказать

## Разбор

amendment-title = 📄 <b>Это изменённый план:</b> «{ $title }»
amendment-counts = <b>Изменения:</b> { $list }
amendment-idle = 📄 <b>Этот план уже действует:</b> «{ $title }»
amendment-nothing = Строки, название и период те же: принимать нечего.
amendment-was = Название было «{ $title }».
amendment-period = Период: { $before } → { $after }.
amendment-none = Строки те же, что в действующем плане.
amendment-count = { $kind ->
        [added] добавлено { $count }
        [changed] изменено { $count }
        [removed] убрано { $count }
        [moved] перенесено { $count }
       *[same] без изменений { $count }
    }
amendment-kind = <b>{ $kind ->
        [added] Добавлено
        [changed] Изменено
        [removed] Убрано
       *[moved] Перенесено
    }</b>
amendment-row = { $row }. { $title } — { $words }
amendment-row-bare = { $row }. { $title }
amendment-more = …и ещё { $count }
amendment-keeps = Отметки, ответы и фото остаются. Кого изменения касаются, узнает о них одним сообщением.
amendment-beside = Похоже на действующий план «{ $title }». Принятый рядом с ним, он удвоит напоминания.

change-title = было «{ $before }»
change-result = результат: { $before } → { $after }
change-deadline = срок: { $before } → { $after }
change-deadline-words = срок напечатан иначе: { $before } → { $after }
change-responsible = исполнитель: { $before } → { $after }
change-responsible-words = исполнители напечатаны иначе
change-section = раздел: { $before } → { $after }
change-place = была строка { $before }
change-answered = ответы сохранятся
change-nothing = не указано

amendment-cancelled = <b>Отменено:</b> изменённый план «{ $title }». Действующий план остаётся как был, файл сохранён.

amendment-accept = Принять изменения
amendment-show = Показать изменения ({ $count })
amendment-other = Это другой план
amendment-same = Это изменённый план

difference-head = <b>{ $title }</b> · изменения { $first }–{ $last } из { $count }

## Принято

amended-head = <b>Изменения приняты:</b> { $list }.
amended-nothing = <b>Принято:</b> строки те же.
amended-told = { $count ->
        [0] Больше никого это не касается.
        [one] Об изменениях узнает { $count } человек.
        [few] Об изменениях узнают { $count } человека.
       *[many] Об изменениях узнают { $count } человек.
    }
amended-already = <b>Эти изменения уже приняты { $at }.</b> Второй раз ничего не изменено.
accepted-version = Версия плана: { $version }.

plans-amendment = · изменённый план ждёт Вашего решения, { $questions ->
        [0] вопросов нет
        [one] { $questions } вопрос
        [few] { $questions } вопроса
       *[many] { $questions } вопросов
    }
plans-amendment-open = { $number }. Изменённый план

## Каждому, кого это касается

amended = <b>План изменился: { $count ->
        [one] у Вас { $count } изменение
        [few] у Вас { $count } изменения
       *[many] у Вас { $count } изменений
    }</b>
amended-roadmap = <i>{ $roadmap }</i>
amended-new = Новое: { $kind ->
        [ongoing] ход работы к { $day }
       *[other] до { $day }
    } · { $title }
amended-moved = Новый срок: { $day } вместо { $was } · { $title }
amended-more-days = Сроки изменились, ближайший — { $day } · { $title }
amended-undated = Срока пока нет · { $title }
amended-off = Больше не за Вами · { $title }
amended-removed = Убрано из плана · { $title }
amended-how = Весь список: /my

card-called-off = <b>План изменился: этого от Вас больше не ждут.</b> «{ $title }». Прежние ответы сохранены.
refusal-assignment-called-off = План изменился: этого от Вас больше не ждут. Прежние ответы сохранены.
