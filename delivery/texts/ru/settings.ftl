# Свои настройки: час сообщения и часовой пояс

command-settings = Час сообщений и часовой пояс

settings =
    { $said ->
        [yes] <b>Записано.</b>
       *[no] <b>Ваши настройки</b>
    }
    Сообщение о делах приходит в { $clock }{ $own_hour ->
        [yes] {""}
       *[no] {" "}(как у всех)
    }.
    Часовой пояс: { $zone }{ $own_zone ->
        [yes] {""}
       *[no] {" "}(как у школы)
    }, сейчас { $now }.
settings-hour-button = Час: { $clock }
settings-zone-button = Часовой пояс: { $zone }
settings-back = ‹ Назад
settings-hour =
    <b>В котором часу присылать сообщение о делах?</b>
    Нажмите или напишите, например: 8:30. Приходит оно один раз в день и только если есть о чём.
settings-hour-usual = Как у всех ({ $clock })
settings-zone =
    <b>По какому времени Вы живёте?</b>
    Сейчас: { $zone }. Другой пояс напишите так, как он называется: Asia/Novosibirsk.
settings-zone-as-school = Как у школы
settings-place-zone =
    <b>{ $place }: часовой пояс</b>
    { $said ->
        [yes] Записано: { $zone }
       *[no] Сейчас: { $zone }
    }{ $own ->
        [yes] {""}
       *[no] {" "}(как у вышестоящего учреждения)
    }. По этому времени приходят сообщения всем, кто не выбрал свой пояс.
    Другой пояс напишите так, как он называется: Asia/Novosibirsk.
settings-zone-as-above = Как у вышестоящего

zone-kaliningrad = Калининград
zone-moscow = Москва
zone-minsk = Минск
zone-samara = Самара
zone-yekaterinburg = Екатеринбург
zone-omsk = Омск
zone-krasnoyarsk = Красноярск
zone-irkutsk = Иркутск
zone-yakutsk = Якутск
zone-vladivostok = Владивосток
zone-magadan = Магадан
zone-kamchatka = Камчатка

people-zone = Часовой пояс

refusal-hour-not-free =
    В это время сообщения не приходят. Нужен час с { $start } до { $end }, не в тихие часы ({ $quiet_from }–{ $quiet_to }){ $lessons ->
        [yes] {" "}и не в уроки ({ $lessons_from }–{ $lessons_to })
       *[no] {""}
    }. Напишите, например: 8:30.
refusal-zone-unknown = Такого часового пояса нет. Выберите город кнопкой или напишите название вида Asia/Novosibirsk.
