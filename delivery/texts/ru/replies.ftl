# Ответы, вложения, перенос срока, общий журнал

count-photos = { $count } фото
count-videos = { $count } видео
count-voices = { $count ->
        [one] { $count } аудиозапись
        [few] { $count } аудиозаписи
       *[many] { $count } аудиозаписей
    }
count-documents = { $count ->
        [one] { $count } файл
        [few] { $count } файла
       *[many] { $count } файлов
    }
count-places = { $count ->
        [one] { $count } место на карте
        [few] { $count } места на карте
       *[many] { $count } мест на карте
    }
count-links = { $count ->
        [one] { $count } ссылка
        [few] { $count } ссылки
       *[many] { $count } ссылок
    }
count-and-comment = { $files } и комментарий
count-comment = комментарий
quoted = «{ $quote }»
and-more = …и ещё { $count }

ack-done = ✅ Записано: выполнено { $day }, { $timing ->
        [early] раньше срока на { $days ->
            [one] { $days } день
            [few] { $days } дня
           *[many] { $days } дней
        }
        [late] позже срока на { $days ->
            [one] { $days } день
            [few] { $days } дня
           *[many] { $days } дней
        }
       *[now] в срок
    }. Пришлите фото или документ сюда, если нужно, — больше ничего не требуется.
ack-progress = 🔄 Записано: в работе. Срок прежний: { $due }.
ack-trouble = ⚠️ Записано: трудности — «{ $quote }».
ack-trouble-why = ⚠️ Записано: трудности. Что мешает? Напишите одним сообщением.
ack-evidence = 📎 Добавлено: { $files }.{ $log ->
        [yes] {" "}Уже в журнале.
       *[no] {""}
    }
ack-comment = Комментарий записан: «{ $quote }».
ack-about = Мероприятие: «{ $title }».
ack-files = 📎 { $files }{ $log ->
        [yes] {" "}— в журнале.
       *[no] .
    }
ack-children = На фото есть дети? { $rule }
ack-no-consent = Фото в журнал не попадут и будут видны только Вам: согласий нет.
children-none = Детей нет
children-consent = Есть, согласия собраны
children-no-consent = Есть, согласий нет
ack-broken = { $count ->
        [1] Картинка не открывается: файл повреждён. Пришлите её ещё раз, если она нужна.
       *[other] Не открываются картинки ({ $count }): файлы повреждены. Пришлите их ещё раз, если они нужны.
    }
ack-repeat = { $count ->
        [1] Такое фото в журнале уже есть: «{ $title }», { $day }.
       *[other] Такие фото ({ $count }) в журнале уже есть, первое — «{ $title }», { $day }.
    }
ack-ask = Как с этим мероприятием?
ack-too-large = { $count ->
        [1] Файл больше 20 МБ: на сервере управления его нет, он остаётся только в Telegram.
       *[other] Файлы больше 20 МБ ({ $count }): на сервере управления их нет, они остаются только в Telegram.
    }
ack-more = 📎 Добавлено ещё { $files }, всего { $total }.
ack-all = ✅ Записано: { $count ->
        [one] выполнено { $count } мероприятие
        [few] выполнены { $count } мероприятия
       *[many] выполнено { $count } мероприятий
    }
ack-all-how = Фото или документ пришлите ответом на напоминание — если нужно.
undo = Отменить
answer-move = 📅 Перенести срок
answer-comment = Просто комментарий

received-words = Получено: «{ $quote }».
received-files = Получено: { $files }.
place-ask = К какому мероприятию?
place-none-open = Сейчас за Вами нет открытых мероприятий. { $choice ->
        [some] Если это к выполненному — выберите, к какому:
       *[none] Сообщение сохранено.
    }
place-open = { $title } · до { $day }
place-done = ✅ { $title }
place-other = Другое…
place-discard = Ни к какому — удалить
place-delete = Удалить

withdrawn = ↩️ Отменено, как будто этого ответа не было.
withdrawn-line = «{ $title }» — { $status ->
        [done] выполнено
        [in-progress] в работе
        [trouble] трудности
        [cancelled] больше не Ваше
       *[open] ждёт ответа
    }, срок { $due }.
discarded = Удалено.
question-hint = Я понимаю ответы о мероприятиях: «сделали вчера», «не успеваем», фото, кнопки. Ваш список — /my, что я умею — /help.{ $who ->
        [none] {""}
       *[other] {" "}По существу спросите координатора: { $who }.
    } Если это и был ответ, отправьте его ответом (Reply) на напоминание.
pleasantry = Хорошо. Когда будет что ответить, напишите слово или пришлите фото — или нажмите кнопку под напоминанием.

extension-day = На какой день перенести «{ $title }»? Сейчас срок { $due }. Напишите день, например «{ $example }».
extension-offer = Понял так: перенести «{ $title }» на <b>{ $wanted }</b>. Спросить координатора?
extension-ask = Да, спросить
extension-no-comment = Нет, это комментарий
extension-no = Не спрашивать
extension-asked = { $state ->
        [asked] Координатору отправлено: перенести «{ $title }» на { $wanted }. До ответа срок прежний: { $was }.
        [agreed] Перенос «{ $title }» на { $wanted } согласован.
        [declined] Перенос «{ $title }» на { $wanted } не согласован. Срок прежний: { $was }.
        [dropped-words] Записал комментарием. Срок «{ $title }» прежний: { $was }.
       *[dropped] Никого не спрашиваю. Срок «{ $title }» прежний: { $was }.
    }
extension-request = 📅 <b>{ $who } просит перенести срок</b>
    «{ $title }»
    с { $was } на <b>{ $wanted }</b>
extension-agree = Согласовать
extension-decline = Отклонить
extension-verdict = { $state ->
        [agreed] Согласовано: { $who }
       *[other] Отклонено: { $who }
    }
extension-decided = { $state ->
        [agreed] 📅 <b>Срок перенесён на { $wanted }</b>
       *[other] 📅 <b>Перенос не согласован, срок прежний: { $was }</b>
    }
    «{ $title }» · { $who }

log-title = { $sign }<b>{ $title }</b>
log-who = { $who }, { $place } · { $at } · срок { $due }{ $done ->
        [none] {""}
       *[other] , сделано { $done }
    }{ $late ->
        [yes] , после срока
       *[no] {""}
    }
log-more = Добавлено ещё { $files }
log-place = 📍 <a href="{ $address }">{ $where }</a>
log-repeat = { $count ->
        [1] Повтор: такое фото уже было — «{ $title }», { $day }
       *[other] Повтор: такие фото ({ $count }) уже были, первое — «{ $title }», { $day }
    }
log-withheld = { $why ->
        [asked] Фото появятся, когда автор ответит, есть ли на них дети
       *[other] Фото не показаны: на них дети, согласий нет
    }
log-opened = ↩️ дело открыто снова
log-corrected = исправлено { $day }
log-withdrawn = ↩️ отменено { $day }

refusal-assignment-closed = Это мероприятие закрыто, отвечать по нему больше не нужно.
refusal-done-already = Здесь уже всё отмечено как выполненное.
refusal-handed-over = Это мероприятие теперь у другого исполнителя.
refusal-undo-too-late = Прошло больше суток, отменить уже нельзя. Напишите новый ответ — он будет записан рядом.
refusal-extension-not-later = Новый срок должен быть позже нынешнего.
refusal-extension-day-unclear = Не понял, на какой день. Напишите число и месяц или «через неделю».
refusal-extension-day-taken = На этот день уже назначен другой этап этого мероприятия. Назовите другой день.
refusal-nobody-to-ask = Спросить некого: координатор ещё не подключён к боту. Ваши слова сохранены в журнале.
refusal-not-an-answer = Это не получится записать как ответ. Пришлите слова, фото, видео, голосовое сообщение или документ.
