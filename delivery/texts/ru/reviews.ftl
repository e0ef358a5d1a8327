# Проверка отчётов координатором

command-review = Отчёты на проверку

review-button-on = Проверка отчётов: да
review-button-off = Проверка отчётов: нет
review-nothing = На проверке ничего нет.
review-accepted = ✅ { $count ->
        [one] Принят { $count } отчёт.
        [few] Приняты { $count } отчёта.
       *[many] Принято { $count } отчётов.
    }
review-list = <b>На проверке: { $count }</b>
review-line = { $number }. { $title }
    { $who } · { $late ->
        [yes] после срока, { $day }
       *[no] { $day }
    }{ $files ->
        [none] {""}
       *[other] {" "}· { $files }
    }
review-accept-all = Принять все ({ $count })
review-one = ⏳ <b>{ $title }</b>
    { $who }, { $place } · { $at } · срок { $due }{ $done ->
        [none] {""}
       *[other] , сделано { $done }
    }{ $late ->
        [yes] , после срока
       *[no] {""}
    }
review-accept = ✅ Принять
review-return = ↩️ Вернуть…
review-pictures = Показать фото
review-pictures-of = «{ $title }»
review-to-list = К списку
review-back = Назад
review-plain = Без объяснений
review-why = Что поправить? Напишите одним сообщением — автор прочитает его один раз.
review-withdrawn = «{ $title }»: автор забрал ответ, проверять нечего.
review-decided = { $verdict ->
        [accepted] ✅ <b>Принято</b>
       *[other] ↩️ <b>Возвращено</b>
    }: «{ $title }»
    { $who } · { $at }
review-news = { $count ->
        [one] <b>На проверке { $count } отчёт</b>
        [few] <b>На проверке { $count } отчёта</b>
       *[many] <b>На проверке { $count } отчётов</b>
    }
review-open = Открыть

report-accepted = ✅ { $count ->
        [one] <b>Принято: { $count } отчёт</b>
        [few] <b>Принято: { $count } отчёта</b>
       *[many] <b>Принято: { $count } отчётов</b>
    } · { $who }
report-returned = ↩️ <b>Возвращено: { $title }</b>
    { $who } просит поправить.
card-returned = ↩️ Возвращено: { $who } просит поправить.
ack-review = Отметка вступит в силу, когда её примет координатор.
log-review = { $state ->
        [waiting] ⏳ на проверке
       *[other] ↩️ возвращено
    }

refusal-report-accepted = Этот ответ уже принят координатором, отменить его нельзя. Напишите новый ответ — он будет записан рядом.
