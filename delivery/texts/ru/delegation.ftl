# Передать дело коллеге, вернуть, забрать, открыть снова

hand-list = Кому передать «{ $title }»?
hand-nobody = Передать «{ $title }» некому: у всех коллег это дело уже есть, или в списке людей больше никого нет.
hand-ask = Передать «{ $title }» — <b>{ $who }</b>?
hand-not-connected = Чата с ботом у этого человека ещё нет: сообщение не дойдёт, пока он не откроет личную ссылку.
hand-give = Передать
hand-stop = Отмена
hand-take = Забрать
hand-return = ↩️ Вернуть…
hand-no-words = Без объяснений
hand-keep = Не возвращать
hand-reopen = Открыть снова
hand-open = Открыть карточку
hand-another = 👤 Передать другому

handed-from = От кого: { $who }
handed-line = Передано: { $names }
handed-tree = Кто ведёт:
handed-tree-line = { $arrow }{ $sign } { $who }
handed-you = Вы
handed-holder = { $line } · <i>передано: { $who }</i>
card-share-ended = <b>Это дело больше не за Вами.</b> «{ $title }». Прежние ответы сохранены.

handed-on = 👤 <b>Передано: { $who }</b>
    «{ $title }»
    { $late ->
        [yes] Срок уже прошёл, поэтому напоминать буду и Вам.
       *[no] Напомню Вам, если срок пройдёт.
    }
handed-to = 👤 <b>{ $who } передаёт Вам дело, { $kind ->
        [ongoing] ход работы к { $day }
       *[other] срок { $day }
    }</b>
    «{ $title }»
handed-ended = { $why ->
        [done] ✅ <b>Выполнено: { $who }</b> · от Вас больше ничего не требуется
       *[other] ↩️ <b>Это дело больше не за Вами.</b> Теперь его ведёт { $who }
    }
    «{ $title }»
hand-back-ask = Почему возвращаете «{ $title }»? Напишите одним сообщением.
handed-back = ↩️ Возвращено: { $who } · «{ $title }»
handed-returned = ↩️ <b>{ $who } возвращает Вам дело, { $kind ->
        [ongoing] ход работы к { $day }
       *[other] срок { $day }
    }</b>
    «{ $title }»
handed-done = ✅ <b>{ $who }: выполнено</b>
    «{ $title }»
handed-done-several = ✅ <b>{ $who }: { $count ->
        [one] выполнено { $count } переданное дело
        [few] выполнены { $count } переданных дела
       *[many] выполнено { $count } переданных дел
    }</b>
handed-undone = ↩️ <b>{ $who } отменяет «выполнено»</b>

refusal-share-ended = Это дело больше не за Вами. Прежние ответы сохранены.
refusal-handed-too-often = Это дело передавали уже { $limit } раз. Дальше передать нельзя, можно только вернуть.
refusal-handed-has-it = У этого человека это дело уже есть: { $who }
