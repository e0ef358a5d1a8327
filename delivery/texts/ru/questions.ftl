# Вопросы о дорожной карте

question-head = <b>Вопрос { $number } из { $count }.</b> Строка { $row }, «{ $title }»
question-deadline = Срок напечатан: «{ $verbatim }»
question-no-deadline = Срок не напечатан.
question-responsible = Исполнители напечатаны: «{ $verbatim }»
question-now = Пока понимаю так: { $words }.
question-person = «{ $name }» — в списке таких не один. Кто имеется в виду?
question-twin = Строки { $other } и { $row } напечатаны одинаково: это одно мероприятие или два?
question-pair = { $number }. { $words }
question-pairs = Сроки сопоставлены только по порядку. Верно ли это?
question-pairs-how = Если где-то другой срок, нажмите номер.
question-alike = { $count ->
        [one] Это же для ещё { $count } строки: { $rows }.
       *[many] Это же для ещё { $count } строк: { $rows }.
    }
question-each = { $count ->
        [one] О том же спрошу в ещё { $count } строке: { $rows }.
       *[many] О том же спрошу в ещё { $count } строках: { $rows }.
    }
question-keep = Оставить как есть
question-keep-all = Оставить все как есть ({ $count })
question-keep-dated = Оставить { $dates }
question-right = Верно
question-one = Это одно мероприятие
question-two = Это два
question-other = Другая дата…
question-others = Другой человек…
question-later = Позже
question-leave = К плану
question-undo = Отменить ответ
question-change = Ответить иначе
question-back = Назад к вопросу
question-candidate = { $name } · { $place }
questions-done = Открытых вопросов больше нет.

question-said-kept = Оставлено как есть: строка { $row }.
question-said-left-out = Строка { $row } повторяет другую и в план не войдёт.
question-said-gone = Строка, о которой был вопрос, убрана из плана.
question-said = Записано: строка { $row } — { $words }.
question-said-others = { $count ->
        [one] Этот ответ и для строки { $rows }.
       *[many] Этот ответ и для строк { $rows }.
    }
question-date = <b>Другой срок.</b> Строка { $row }, «{ $title }»
question-date-of = Сейчас: { $words }.
question-date-how = Напишите его одним сообщением: { $end ->
        [known] «до 25.10.2022», «с 10.10.2022» или «10.10.2022 – 25.10.2022».
       *[unknown] «до 25.10.2022» или «10.10.2022 – 25.10.2022».
    }
question-date-which = Сначала нажмите номер срока, который исправить, потом напишите дату.
question-date-again = Не вижу здесь одной ясной даты. Напишите с годом, например «до 25.10.2022» или «10.10.2022 – 25.10.2022».

refusal-question-live = Этот человек уже отвечает за строку. Чтобы назначить другого, исправьте план и пришлите его ещё раз.

## В строках и на карточке карты

rows-waiting = ⏳ Ждёт ответа: { $question }{ $more ->
        [0] {""}
       *[other] {" "}И ещё { $more }.
    }
roadmap-left-out = Повторов убрано: { $count }.
accepted-questions = Вопросы ({ $count })
