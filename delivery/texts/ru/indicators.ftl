# Показатели дорожных карт

command-indicators = Показатели планов

## В разборе и на карточке плана

indicators-count = Показатели: { $count }{ $unclear ->
        [0] {""}
       *[other] { $count ->
            [1] {" "}· цель не сводится к одному числу
           *[other] {" "}· у { $unclear } цель не сводится к одному числу
        }
    }
indicators-open = Показатели ({ $count })

## Список

indicators-head = <b>{ $count ->
        [one] { $count } показатель
        [few] { $count } показателя
       *[many] { $count } показателей
    } { $plans ->
        [single] плана
       *[all] действующих планов
    }</b>
indicators-none = Показателей в действующих планах нет.
indicators-plan = <i>{ $title }</i>
indicators-line = <b>{ $number }.</b> { $name }
indicator-goal = { $op ->
        [least] не менее { $amount }
        [most] не более { $amount }
        [above] более { $amount }
        [below] менее { $amount }
       *[other] { $amount }
    }
indicator-far = { $state ->
        [reached] ✅
       *[open] ⏳
    } { $value } из { $goal } · { $share } % · { $day }
indicator-against = { $state ->
        [reached] ✅
       *[open] ⏳
    } { $value } · цель: { $goal } · { $day }
indicator-barred = { $line } { $bar }
indicator-stands = { $value } · { $day }
indicator-with-target = { $line } · цель: «{ $target }»
indicator-untold = { $others ->
        [0] Значения ещё нет
       *[other] Своего значения ещё нет, учреждения сообщили: { $others }
    }

## Один показатель

indicator-name = <b>{ $name }</b>
indicator-target = Цель: «{ $target }»
indicator-of = <i>{ $title }</i>
indicator-removed = В изменённом плане этого показателя нет.
indicator-places = { $summed ->
        [yes] Сложено из последних значений учреждений:
       *[no] По учреждениям (в зачёт плана идёт значение его организации):
    }
indicator-place = { $place }: { $value } · { $day }
indicator-places-more = …и ещё { $count }
indicator-history = <b>Что сообщали</b>
indicator-told = на { $day }: { $value } · { $who }, { $place } · { $at }
indicator-told-withdrawn = <s>{ $line }</s> · отменено { $at }
indicator-told-words = { $line } · «{ $words }»
indicator-enter = Ввести значение
indicator-list = К показателям
indicator-open = К показателю
indicator-back = ‹ Назад

## Ввод

indicator-ask =
    <b>{ $name }</b>
    Цель: «{ $target }».{ $told ->
        [no] {""}
       *[yes] {" "}Последнее значение: { $last }.
    }
    Напишите число, например: «{ $example }». Можно добавить день («на 10 октября») и через двоеточие — пояснение.
indicator-sure =
    <b>{ $value } — верно?</b> Прошлое значение — { $last } на { $day }.
    { $name }
indicator-yes = Да, { $value }
indicator-correct = Исправить
indicator-entered = Записано: { $value } на { $day }.{ $meaning }
indicator-meaning = { $together ->
        [no] {" "}Это
       *[other] {" "}Вместе с другими учреждениями — { $together }, это
    } { $share ->
        [none] { $reached ->
            [yes] в пределах цели ({ $goal }).
           *[no] за пределами цели ({ $goal }).
        }
       *[other] { $share } % от цели ({ $goal }).
    }
indicator-beside = {" "}Оно стоит рядом со значением организации, чей это план.
indicator-entered-name = <i>{ $name }</i>
indicator-entered-words = «{ $words }»
indicator-not-newest = Последним остаётся { $value } на { $day }.
indicator-undo = Отменить
indicator-undone = Отменено: { $value } на { $day }. { $told ->
        [no] Значений больше нет.
       *[yes] Действует { $last } на { $on }.
    }

## Изменённый план

amendment-indicators = Показатели: { $list }

## Отказы

refusal-indicator-removed = В изменённом плане этого показателя нет: новое значение записать нельзя.
refusal-value-replaced = Это значение уже исправлено.
refusal-value-too-late = Прошло больше суток, отменить уже нельзя. Введите верное значение — оно будет записано рядом.
refusal-value-none = Не вижу здесь одного понятного числа. Напишите, например: «{ $example }».
refusal-value-several = Здесь несколько чисел, и не ясно, какое из них значение. Напишите одно, например: «{ $example }», остальное — после двоеточия.
refusal-value-unit = Единица здесь другая. Напишите, например: «{ $example }».
refusal-value-negative = Значение не может быть меньше нуля. Напишите, например: «{ $example }».
refusal-value-percent = Доля — от 0 до 100 %. Напишите, например: «{ $example }».
refusal-value-whole = Здесь считают целыми. Напишите число без дробной части, например: «{ $example }».
refusal-value-large = Это число слишком велико. Напишите, например: «{ $example }».
refusal-value-no-day = Такого дня нет. Напишите, например: «{ $example } на { $today }».
refusal-value-several-days = Здесь несколько дней. Напишите один, например: «{ $example } на { $today }».
refusal-value-future = Этот день ещё не настал. Напишите, например: «{ $example } на { $today }».
refusal-value-before = План начинается { $begins }: значение на более ранний день записать нельзя.
