# Календарь: рабочие дни, четверти и каникулы

command-calendar = Рабочие дни, четверти и каникулы

school-part = { $unit ->
        [quarter] { $number ->
            [1] I четверть
            [2] II четверть
            [3] III четверть
            [4] IV четверть
           *[other] четверть
        }
        [half-year] { $number ->
            [1] I полугодие
            [2] II полугодие
           *[other] полугодие
        }
        [holidays] { $number ->
            [1] осенние каникулы
            [2] зимние каникулы
            [3] весенние каникулы
            [4] летние каникулы
            [5] дополнительные каникулы
           *[other] каникулы
        }
       *[year] учебный год
    }
school-part-end = до конца { $unit ->
        [quarter] { $number ->
            [1] I четверти
            [2] II четверти
            [3] III четверти
            [4] IV четверти
           *[other] четверти
        }
        [half-year] { $number ->
            [1] I полугодия
            [2] II полугодия
           *[other] полугодия
        }
        [holidays] { $number ->
            [1] осенних каникул
            [2] зимних каникул
            [3] весенних каникул
            [4] летних каникул
            [5] дополнительных каникул
           *[other] каникул
        }
       *[year] учебного года
    }
school-stretch = { $first } – { $last }
school-until = до { $day }
school-from-to = с { $first } по { $last }
school-origin = { $origin ->
        [ministry] Минобразования
        [recommended] рекомендация Минпросвещения
        [quarters] как две четверти
       *[own] { $source }
    }

## Вопрос о четверти, полугодии, каникулах плана

question-part = { $name } у Вас — { $dates } ({ $origin })?
question-part-unknown = { $name }: с какого по какое число? Этих дат я не знаю.
question-part-short = { $name }: верны ли даты?
question-part-once = Ответ запомню и в других планах не спрошу. Пока его нет, напоминаю по этим датам.
question-part-once-unknown = Ответ запомню и в других планах не спрошу. Пока его нет, напоминать об этом сроке нельзя.
question-part-yes = Да
question-part-year = Да, и все даты { $year }
question-part-other = Другие даты…
question-part-type = Назвать даты…
question-part-date = <b>{ $name }</b>
question-part-how = С какого по какое число? Напишите одним сообщением, например «с 26.10 по 03.11.2026».
question-part-said = Записано: { $name } — { $dates }.

## /calendar

calendar-head = <b>Календарь: { $place }</b> · { $year } учебный год
calendar-done = <b>Записано.</b> { $deadlines ->
        [0] Сроков это не меняет.
        [one] Изменился { $deadlines } срок, { $told ->
            [0] сообщать некому
            [one] узнает { $told } человек
            [few] узнают { $told } человека
           *[many] узнают { $told } человек
        }.
        [few] Изменились { $deadlines } срока, { $told ->
            [0] сообщать некому
            [one] узнает { $told } человек
            [few] узнают { $told } человека
           *[many] узнают { $told } человек
        }.
       *[many] Изменились { $deadlines } сроков, { $told ->
            [0] сообщать некому
            [one] узнает { $told } человек
            [few] узнают { $told } человека
           *[many] узнают { $told } человек
        }.
    }
calendar-doubt = { $name } предположительно { $dates } — проверьте эти даты.
calendar-decrees = Рабочие дни: { $country ->
        [BY] Беларусь
       *[RU] Россия
    }, праздники и переносы { $years }.
calendar-decrees-none = Рабочие дни: { $country ->
        [BY] Беларусь
       *[RU] Россия
    }, праздники.
calendar-no-decree = Переносы выходных { $year } года мне ещё не известны: сроки в нём посчитаны без переносов.
calendar-own-days = { $count ->
        [0] Своих рабочих и нерабочих дней нет.
       *[other] Свои дни: { $days }.
    }
calendar-own-day = { $day } — { $working ->
        [yes] рабочий
       *[no] нерабочий
    }
calendar-more = и ещё { $count }
calendar-terms = <i>{ $sure ->
        [yes] Даты заданы
       *[no] Даты предположительные
    }: { $origin }</i>
calendar-term = { $name }: { $dates }
calendar-missing = Не знаю дат: { $names }.
calendar-guess = Предположительные даты никого не обязывают: я считаю по ним, пока их не подтвердят или не исправят.
calendar-confirm = Верно
calendar-change = Изменить четверть или каникулы…
calendar-day = Рабочий или нерабочий день…
calendar-days = Свои дни ({ $count })
calendar-back = К календарю
calendar-parts = Что изменить?
calendar-days-head = <b>Свои дни: { $place }</b>
calendar-days-from = { $day } — { $working ->
        [yes] рабочий
       *[no] нерабочий
    } · { $place }
calendar-days-none = Своих дней нет: работаем, как вся страна.
calendar-forget = Убрать { $day }
calendar-ask-term = <b>{ $name }: с какого по какое число?</b>
calendar-ask-term-now = Сейчас: { $dates }.
calendar-ask-term-how = Напишите одним сообщением, например «с 26.10 по 03.11.2026».
calendar-ask-day = <b>Какой день и какой он?</b>
    Напишите одним сообщением, например «4 мая 2026 нерабочий» или «30 апреля рабочий».

refusal-calendar-unclear = Не вижу здесь двух дат. Напишите, например: «с 26.10 по 03.11.2026».
refusal-calendar-order = Начало позже конца. Напишите даты ещё раз: сначала первый день, потом последний.
refusal-calendar-other-year = Эти даты не из { $year } учебного года: он длится с 1 сентября по 31 августа.
refusal-calendar-overlap = Так даты не сходятся: { $unit ->
        [quarter] { $number ->
            [1] I четверть
            [2] II четверть
            [3] III четверть
           *[other] IV четверть
        }
        [half-year] { $number ->
            [1] I полугодие
           *[other] II полугодие
        }
       *[holidays] { $number ->
            [1] осенние каникулы
            [2] зимние каникулы
            [3] весенние каникулы
           *[other] летние каникулы
        }
    } — с { $first } по { $last }, { $other_unit ->
        [quarter] { $other_number ->
            [1] I четверть
            [2] II четверть
            [3] III четверть
           *[other] IV четверть
        }
        [half-year] { $other_number ->
            [1] I полугодие
           *[other] II полугодие
        }
       *[holidays] { $other_number ->
            [1] осенние каникулы
            [2] зимние каникулы
            [3] весенние каникулы
           *[other] летние каникулы
        }
    } — с { $other_first } по { $other_last }. Исправьте те или другие.
refusal-calendar-day-unclear = Не понимаю, какой это день. Напишите, например: «4 мая 2026 нерабочий» или «30 апреля рабочий».
refusal-calendar-day-past = Этот день прошёл или слишком далеко. Назовите день впереди.
refusal-calendar-day-same = { $day } и так { $working ->
        [yes] рабочий
       *[no] нерабочий
    }: менять нечего.

## Каждому, кого это касается

calendar-changed = <b>Календарь изменился:</b> { $changes }.
calendar-changed-term = { $name } — { $dates }
calendar-changed-control = До { $day }, контроль { $control } · { $title }
calendar-changed-plans = Сроки Ваших планов пересчитаны: { $count }.

## Предупреждения администраторам

calendar-warning-decree = <b>Переносы выходных { $year } года мне не известны.</b>
    { $count ->
        [0] Сроки { $year } года будут посчитаны без переносов.
        [one] В планах { $count } срок { $year } года, он посчитан без переносов.
        [few] В планах { $count } срока { $year } года, они посчитаны без переносов.
       *[many] В планах { $count } сроков { $year } года, они посчитаны без переносов.
    }
    Что сделать: обновить бота, а до того назвать перенесённые дни в /calendar.
calendar-warning-terms = <b>Даты { $year } учебного года { $state ->
        [unknown] мне не известны
       *[proposed] не подтверждены
    }.</b>
    Их ждут планы: { $plans }. { $state ->
        [unknown] Пока дат нет, напоминать об этих сроках нельзя.
       *[proposed] Пока их не подтвердят, я считаю по предположительным.
    }
    Что сделать: открыть /calendar и проверить четверти и каникулы.
calendar-warning-open = Открыть календарь
