"""Who answers for a responsible cell in a made-up district (tests/domain/district.py has its people)."""

import pytest

from domain.executors import Answering, Directory, Executor, Named, answering
from domain.measures import Party
from domain.people import Member, Organisation, Role
from tests.domain.district import CENTRE, KINDERGARTEN, MEMBERS, ORGANISATIONS, SCHOOL, directory, who_answers

IDS = {member.family: member.id for member in MEMBERS}
GYMNASIUM, COLLEGE, METHODISTS = 4, 12, 13

# Who answers for the schools, the kindergartens, the others; the evening school has nobody who could.
SCHOOLS = "Полякова@2 Ершов@3 Голубева@4 Чернова@5 Антипов@6 Рыжова@7 нет@14"
NEAR_SCHOOLS = "~Полякова@2 ~Ершов@3 ~Голубева@4 ~Чернова@5 ~Антипов@6 ~Рыжова@7"
KINDERGARTENS = "Рыжова@7 Лунина@8 Цветкова@9"
ADDITIONAL = "Фролова@10 Волков@11"
EVERYBODY = f"{SCHOOLS} {KINDERGARTENS} {ADDITIONAL} Титаренко@12"
SCHOOL_HEADS = "Акимова@2 Ершов@3 Голубева@4 Морозов@5 Антипов@6 Рыжова@7 нет@14"
KINDERGARTEN_HEADS = "Рыжова@7 Быкова@8 Цветкова@9"
# The sports school has no head: its coordinator is near.
OTHER_HEADS = "Яшин@10 ~Волков@11 Титаренко@12"
ALL_HEADS = f"{SCHOOL_HEADS} {KINDERGARTEN_HEADS} {OTHER_HEADS}"
DEPUTIES = "Полякова Шарик Гусев Крылова Савина Котова Гончар Дубов Панина"
SUBJECT_TEACHERS = (
    "Акимова Шабанова Бондаренко Власов Фомин Сомова Рогов Власова Ким Юдина Дубов Галкина Лосева Зверев Шапкин"
)
PRIMARY_TEACHERS = "Носова Маслова"
CLASS_TEACHERS = "Шабанова Бондаренко Носова Сомова Власова Ким Лосева ~Маслова"
METHODISTS_OF_DISTRICT = "Зуева Лапина Рябова"
PSYCHOLOGISTS = "Мороз Ерёмина"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("учреждения образования", EVERYBODY),
        ("учреждения образования района", EVERYBODY),
        ("ОО", EVERYBODY),
        ("все ОО", EVERYBODY),
        ("ОУ района", EVERYBODY),
        ("образовательные организации города", EVERYBODY),
        ("общеобразовательные организации", SCHOOLS),
        ("Общеобразовательные Организации", SCHOOLS),
        ("учреждения общего среднего образования", SCHOOLS),
        ("УОСО", SCHOOLS),
        ("школы района", SCHOOLS),
        ("все школы", SCHOOLS),
        # A gymnasium is no «СОШ» by its name and may be meant all the same.
        ("СОШ", "Полякова@2 Ершов@3 ~Голубева@4 ~Чернова@5"),
        ("ООШ", "Антипов@6"),
        ("базовые школы", "Антипов@6"),
        ("начальные школы", "Рыжова@7"),
        ("вечерние школы", "нет@14"),
        ("гимназии", "Голубева@4"),
        ("лицеи и гимназии", "Голубева@4 Чернова@5"),
        ("ДОУ", KINDERGARTENS),
        ("дошкольные учреждения", KINDERGARTENS),
        ("учреждения дошкольного образования", KINDERGARTENS),
        ("детские сады", KINDERGARTENS),
        ("УДО", ADDITIONAL),
        ("учреждения дополнительного образования", ADDITIONAL),
        ("учреждения общего среднего и дополнительного образования", f"{SCHOOLS} {ADDITIONAL}"),
        ("спортивные школы", "Волков@11"),
        ("ДЮСШ", "Волков@11"),
        ("колледжи", "Титаренко@12"),
        ("школы и детские сады", f"{SCHOOLS} {KINDERGARTENS}"),
        ("школы № 2, 5", "Полякова@2 Ершов@3"),
        ("школы № 2, 77", "Полякова@2 неизвестно"),
        ("школы г. Озёрска", "Полякова@2 Голубева@4 Чернова@5 Антипов@6 Рыжова@7 нет@14"),
        ("пилотные школы", NEAR_SCHOOLS),
        ("общеобразовательные организации, участвующие в проекте", NEAR_SCHOOLS),
    ],
)
def test_a_group_is_one_executor_for_each_of_its_institutions(cell: str, expected: str) -> None:
    assert who_answers(cell) == set(expected.split())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("СОШ № 2", "Полякова@2"),
        ("Гимназия № 1", "Голубева@4"),
        ("МДОУ № 5 «Солнышко»", "неизвестно"),
        ("СОШ № 99", "неизвестно"),
        ("Гимназия № 1 г. Лиды", "неизвестно"),
        ("СШ № 5 г. Мосты", "неизвестно"),
        ("Лицей", "Чернова@5"),
        ("ЦДТ", "Фролова@10"),
        ("Дворец детей и молодёжи", "~Фролова@10"),
        ("Областной дворец творчества", "неизвестно"),
        ("ИМЦ", "Демидова@13"),
        ("Управление образования", "Орлова@1"),
        ("Отдел по образованию", "Орлова@1"),
        ("Отдел образования Лидского райисполкома", "неизвестно"),
        ("Департамент образования Тюменской области", "неизвестно"),
        ("Управление культуры", "неизвестно"),
        ("Центр занятости населения", "неизвестно"),
        ("ИДН РОВД", "неизвестно"),
    ],
)
def test_an_organisation_that_was_not_matched_by_its_name_is_looked_for_by_its_words(cell: str, expected: str) -> None:
    assert who_answers(cell) == set(expected.split())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("директора школ", SCHOOL_HEADS),
        ("Директор школы", SCHOOL_HEADS),
        ("Директорам школ", SCHOOL_HEADS),
        ("руководители школ", SCHOOL_HEADS),
        ("директора УОСО", SCHOOL_HEADS),
        ("Руководители общеобразовательных организаций", SCHOOL_HEADS),
        ("администрация УОСО", SCHOOL_HEADS),
        ("Администрация школы", SCHOOL_HEADS),
        ("Администрации школ", SCHOOL_HEADS),
        ("руководители ОО", ALL_HEADS),
        ("Руководители учреждений образования", ALL_HEADS),
        ("администрация ОО", ALL_HEADS),
        ("Администрация", ALL_HEADS),
        ("заведующие ДОУ", KINDERGARTEN_HEADS),
        ("заведующие детскими садами", KINDERGARTEN_HEADS),
        ("Заведующий", KINDERGARTEN_HEADS),
        ("Директор", f"{SCHOOL_HEADS} {OTHER_HEADS}"),
        ("директора школ, заведующие ДОУ", f"{SCHOOL_HEADS} {KINDERGARTEN_HEADS}"),
        ("Директора школ-участниц", "~Акимова@2 ~Ершов@3 ~Голубева@4 ~Морозов@5 ~Антипов@6 ~Рыжова@7"),
        ("Директора гимназий", "Голубева@4"),
        ("Администрация лицея", "Морозов@5"),
        ("Директор МБОУ «СОШ № 2»", "Акимова@2"),
        ("Директор МБОУ «СОШ № 8»", "неизвестно"),
        ("Директор гимназии № 1 г. Озёрска", "Голубева@4"),
        ("Директор гимназии № 1 г. Слонима", "неизвестно"),
        ("Заведующий ДОУ №5", "Быкова@8"),
        ("Заведующий МБДОУ № 12", "Цветкова@9"),
        ("Начальник управления образования", "Кузьмина@1"),
        ("Председатель комитета образования", "Кузьмина@1"),
        ("Дырэктар школы", SCHOOL_HEADS),
    ],
)
def test_who_leads_institutions_answers_for_each_of_them(cell: str, expected: str) -> None:
    assert who_answers(cell) == set(expected.split())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # Exactly «по учебной работе» or the «завуч», else the nearest one, at last a deputy of an unknown field.
        ("заместители директора по УР", "Савина Крылова ~Полякова ~Гончар ~Панина"),
        ("Заместители директора по учебной работе", "Савина Крылова ~Полякова ~Гончар ~Панина"),
        ("Заместители директора по учебной работе УОСО", "Савина Крылова ~Полякова ~Гончар ~Панина"),
        ("заместители директора по УВР", "Полякова Крылова Гончар ~Савина ~Панина"),
        ("Зам.директора по УВР", "Полякова Крылова Гончар ~Савина ~Панина"),
        ("ЗДУВР", "Полякова Крылова Гончар ~Савина ~Панина"),
        ("Директора по УВР", "Полякова Крылова Гончар ~Савина ~Панина"),
        ("заместители директора по ВР", "Шарик ~Крылова ~Гончар ~Панина"),
        ("Намеснік дырэктара па выхаваўчай рабоце", "Шарик ~Крылова ~Гончар ~Панина"),
        ("заместители директора по УМР", "Котова ~Полякова ~Крылова ~Гончар ~Панина"),
        ("Зам. директора по УВР, ВР", "Полякова Шарик Крылова Гончар ~Савина ~Панина"),
        ("Завуч", "Полякова Крылова Савина Гончар ~Панина"),
        ("Заместитель директора по АХЧ", "Гусев ~Седова"),
        ("Заместители руководителей по хозяйственной работе", "Гусев ~Седова"),
        ("Завхоз", "Седова ~Гусев"),
        ("Заместитель директора по безопасности", "Гончар"),
        ("Заместители директора по информатизации", "Дубов"),
        ("Заместители директора", DEPUTIES),
        ("Зам. директора", DEPUTIES),
        # Belarus: any deputy but the one for the house.
        ("Заместители директора по основной деятельности", "Полякова Шарик Крылова Савина Котова Гончар ~Панина"),
        ("Заместитель заведующего по ВМР", "Панова"),
        ("Заместитель заведующего по основной деятельности", "Панова"),
        ("Заместитель начальника управления образования", "Комарова"),
        ("Заместитель директора по УВР, курирующий начальную школу", "~Полякова ~Крылова ~Гончар ~Савина ~Панина"),
    ],
)
def test_deputies_answer_by_their_fields(cell: str, expected: str) -> None:
    assert who_answers(cell) == set(expected.split())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("классные руководители", CLASS_TEACHERS),
        ("Кл. рук.", CLASS_TEACHERS),
        ("Классныя кіраўнікі", CLASS_TEACHERS),
        # Of Сомова's class nothing is known.
        ("классные руководители 9, 11 классов", "Шабанова Власова Лосева ~Сомова"),
        ("Классные руководители IX–XI классов", "Шабанова Власова Лосева ~Сомова"),
        ("Классные руководители выпускных классов", "Шабанова Власова Лосева ~Сомова"),
        ("Классные руководители 5-9 классов", "Шабанова Бондаренко Ким Лосева ~Сомова"),
        ("Классным руководителям 5-9 классов", "Шабанова Бондаренко Ким Лосева ~Сомова"),
        ("Классные руководители 1-4 классов", "Носова ~Маслова ~Сомова"),
        ("Классные руководители 3-х классов", "~Маслова ~Сомова"),
        ("Классные руководители 9 «А» и 9 «Б»", "Шабанова ~Лосева ~Сомова"),
        ("Классный руководитель 5 «А»", "~Сомова"),
        ("учителя информатики", "Шабанова Дубов"),
        ("Настаўнікі інфарматыкі", "Шабанова Дубов"),
        ("учителя истории", "Акимова Сомова"),
        ("Учителя математики, физики, информатики", "Шабанова Рогов Ким Юдина Дубов"),
        ("Учителя русского языка и литературы", "Бондаренко Лосева"),
        ("Учителя иностранного языка", "Власова"),
        ("Учитель физической культуры и здоровья", "Фомин Зверев"),
        ("Учителя физкультуры", "Фомин Зверев"),
        ("Преподаватель-организатор ОБЖ", "Власов Зверев"),
        ("Учителя начальных классов", PRIMARY_TEACHERS),
        ("учителя-предметники", SUBJECT_TEACHERS),
        ("Педагоги-предметники", SUBJECT_TEACHERS),
        ("Учителя", f"{SUBJECT_TEACHERS} {PRIMARY_TEACHERS}"),
        ("Преподаватели", "Осина"),
        ("педагоги-психологи", PSYCHOLOGISTS),
        ("Пед.-психолог", PSYCHOLOGISTS),
        ("Педагоги-психологи общеобразовательных организаций", PSYCHOLOGISTS),
        ("социальные педагоги", "Титова"),
        ("Педагог социальный", "Титова"),
        ("Педагоги дополнительного образования", "Клюева Дроздов"),
        ("Педагоги-организаторы", "Пахомова Дроздов"),
        ("Старшая вожатая", "Пахомова"),
        ("библиотекари", "Жукова"),
        ("Педагог-библиотекарь", "Жукова"),
        ("Зав. библиотекой", "Жукова"),
        ("советники директора по воспитанию", "Ильина"),
        ("Советник по воспитанию", "Ильина"),
        ("Воспитатели", "Тихая Зорина"),
        ("Воспитатели всех возрастных групп", "Тихая Зорина"),
        ("Воспитатели подготовительных групп", "Тихая ~Зорина"),
        ("Ст. воспитатель", "Лунина"),
        ("Муз. руководитель", "Репина"),
        ("Медицинская сестра", "Уланова"),
        ("Медицинский работник", "Уланова"),
        ("Учителя-логопеды", "Сорока"),
        ("Специалисты ДОУ", "~Репина ~Сорока"),
        ("Тренеры-преподаватели", "Волков"),
        ("Кураторы учебных групп", "Осина"),
        ("Юрист", "Юрченко"),
        ("руководители ШМО", "Рогов Юдина"),
        ("Руководители школьных методических объединений", "Рогов Юдина"),
        ("ШМО учителей математики", "Юдина ~Рогов"),
        ("Председатель профкома", "Галкина"),
        ("Профсоюзный комитет", "Галкина"),
        ("ППО", "Галкина"),
        ("СППС", "~Мороз ~Титова ~Ерёмина"),
        ("методисты", METHODISTS_OF_DISTRICT),
        ("Методисты ИМЦ", METHODISTS_OF_DISTRICT),
        ("Методисты РУМК", METHODISTS_OF_DISTRICT),
        ("Специалисты управления образования", "Орлова Белова"),
        ("Главный специалист отдела общего образования", "Орлова"),
        ("координаторы", "Орлова Полякова Савина Котова Чернова Лунина Фролова Волков"),
        ("Школьные координаторы", "Полякова Савина Котова Чернова Лунина Фролова Волков"),
        ("Муниципальный координатор проекта «500+»", "Рябова"),
        ("Координатор проекта", "Рябова"),
    ],
)
def test_people_answer_by_the_posts_they_hold(cell: str, expected: str) -> None:
    assert who_answers(cell) == set(expected.split())


def test_where_nobody_is_responsible_for_it_who_answers_for_the_institution_stands_in() -> None:
    elsewhere = "~Полякова ~Ершов ~Голубева ~Чернова ~Рыжова ~Лунина ~Цветкова ~Фролова ~Волков ~Титаренко"
    assert who_answers("ответственные за питание") == {"Лосева", *elsewhere.split()}
    assert who_answers("Ответственный за организацию питания") == {"Лосева", *elsewhere.split()}


@pytest.mark.parametrize(
    ("cell", "nobody"),
    [
        ("учителя информатики", "Сомова Акимова Рогов Зуева"),
        ("учителя физики", "Фомин Зверев"),
        ("Учителя немецкого языка", "Власова Бондаренко"),
        ("учителя-предметники", "Носова Маслова Осина Сорока Мороз"),
        ("педагоги-психологи", "Титова Пахомова Дроздов"),
        ("заместители директора по УР", "Гусев Дубов Комарова Панова Шарик"),
        ("заместители директора по ВР", "Гусев Дубов Савина Панова Комарова"),
        ("Заместитель директора по АХЧ", "Полякова Шарик Панина"),
        ("директора школ", "Быкова@8 Цветкова@9 Яшин@10 Титаренко@12 Демидова@13 Кузьмина@1"),
        ("руководители ОО", "Рогов Юдина Кузьмина@1 Демидова@13"),
        ("Воспитатели", "Лунина"),
        ("Воспитатели ГПД", "Зорина ~Зорина Тихая"),
        ("общеобразовательные организации", "Лунина@8 Фролова@10 Титаренко@12 Демидова@13"),
        ("Педагоги", "Гусев Жукова Уланова Орлова Яшин Полякова"),
        ("Классные руководители 5-9 классов", "Носова Власова Маслова"),
        ("координаторы", "Рябова Кузьмина"),
        ("методисты", "Чернова Фролова"),
        ("Руководители РМО", "Рогов Юдина"),
        ("Социальные педагоги", "Мороз Клюева"),
        ("Заместитель заведующего по АХР", "Гусев ~Гусев Седова ~Седова"),
    ],
)
def test_who_is_only_like_it_does_not_answer(cell: str, nobody: str) -> None:
    assert not who_answers(cell) & set(nobody.split())


@pytest.mark.parametrize(
    "cell",
    [
        *("Родители", "Обучающиеся 8-11 классов", "Волонтёры", "Законные представители учащихся"),
        *("Совет отцов", "Рабочая группа", "Комиссия по охране труда", "Школьная служба медиации", "Оргкомитет"),
        *("Инспектор ПДН", "Врач-нарколог", "Участковый", "Глава Ботлихского района", "Представители ЦЗН"),
        *("Молодые педагоги", "Педагоги, аттестующиеся в 2024 году", "Наставники", "Учителя ИЗО"),
        *("Руководители организаций отдыха", "Предприятия района", "Подрядная организация", "Начальники лагерей"),
        *("Заместитель директора по У", "Профильные классы", "Учителя 11-х классов лицея № 15"),
    ],
)
def test_whom_the_district_does_not_have_is_a_gap(cell: str) -> None:
    assert who_answers(cell) <= {"нет", "неизвестно"}


@pytest.mark.parametrize(
    ("organisation_id", "cell", "expected"),
    [
        (SCHOOL, "ОО", "Полякова@2"),
        (SCHOOL, "школы района", "Полякова@2"),
        (SCHOOL, "Директор", "Акимова@2"),
        (SCHOOL, "Администрация", "Акимова@2"),
        (SCHOOL, "Педагогический коллектив", "~Полякова@2"),
        (SCHOOL, "Педсовет", "~Акимова@2"),
        (SCHOOL, "ДОУ", "нет"),
        (SCHOOL, "Заведующий", "нет"),
        (SCHOOL, "Администрация гимназии", "нет"),
        (SCHOOL, "Управление образования", "неизвестно"),
        (SCHOOL, "Муниципальный координатор", "нет"),
        (SCHOOL, "Заместитель директора по УР", "~Полякова"),
        (SCHOOL, "Классные руководители", "Шабанова Бондаренко Носова"),
        (SCHOOL, "Ответственный за питание", "~Полякова"),
        (SCHOOL, "Ответственный за сайт", "Жукова"),
        (SCHOOL, "Все преподаватели", "~Акимова ~Шабанова ~Бондаренко ~Носова ~Власов ~Фомин"),
        (SCHOOL, "Педагоги Центра", "нет"),
        (GYMNASIUM, "СОШ", "~Голубева@4"),
        (GYMNASIUM, "Заместители директора по УВР", "~Савина"),
        (KINDERGARTEN, "ОО", "Лунина@8"),
        (KINDERGARTEN, "Директор", "Быкова@8"),
        (KINDERGARTEN, "Заведующий", "Быкова@8"),
        (KINDERGARTEN, "Воспитатели выпускных групп", "~Зорина"),
        (KINDERGARTEN, "Все сотрудники", "Быкова Лунина Зорина Репина Уланова"),
        (CENTRE, "Руководитель Центра", "Яшин@10"),
        (CENTRE, "Администрация центра", "Яшин@10"),
        (CENTRE, "Педагоги центра", "Фролова Клюева Дроздов"),
        (CENTRE, "УДО", "Фролова@10"),
        (COLLEGE, "Преподаватели", "Осина"),
        (METHODISTS, "Методисты", METHODISTS_OF_DISTRICT),
    ],
)
def test_the_plan_of_an_institution_means_itself(organisation_id: int, cell: str, expected: str) -> None:
    assert who_answers(cell, organisation_id) == set(expected.split())


def executors(*parties: Named) -> list[tuple[int, int | None, bool]]:
    return [(one.member_id, one.organisation_id, one.main) for one in answering(parties, directory()).executors]


def test_the_first_party_that_is_somebody_is_main_with_all_its_executors() -> None:
    nobody = Named(Party("role", "Инспектор ПДН"))
    group = Named(Party("group", "Лицеи и гимназии"))
    role = Named(Party("role", "Социальный педагог"))
    assert executors(nobody, group, role) == [
        (IDS["Голубева"], GYMNASIUM, True),
        (IDS["Чернова"], 5, True),
        (IDS["Титова"], None, False),
    ]


def test_a_party_with_a_member_is_that_member_and_nobody_else() -> None:
    stranger = 4711
    assert executors(
        Named(Party("group", "Школы района"), IDS["Орлова"]), Named(Party("person", "Ким О.О."), stranger)
    ) == [
        (IDS["Орлова"], None, True),
        (stranger, None, False),
    ]


def test_who_was_matched_to_an_organisation_answers_for_it() -> None:
    assert executors(Named(Party("organisation", "СОШ № 2"), IDS["Шарик"])) == [(IDS["Шарик"], SCHOOL, True)]


def test_who_is_meant_twice_answers_once_and_for_their_institution() -> None:
    found = executors(Named(Party("person", "Полякова В.А."), IDS["Полякова"]), Named(Party("group", "Школы района")))
    assert found[0] == (IDS["Полякова"], SCHOOL, True)
    assert [main for _, _, main in found] == [True, False, False, False, False, False]


def test_who_is_near_for_one_party_and_exact_for_another_is_not_near() -> None:
    parties = [Named(Party("role", name)) for name in ("Заместители директора по УР", "Заместители директора по УВР")]
    found = {one.member_id: one.near for one in answering(parties, directory()).executors}
    assert not found[IDS["Полякова"]]
    assert found[IDS["Панина"]]


def test_a_person_whom_nobody_matched_is_a_gap() -> None:
    found = answering([Named(Party("person", "Бредня М.В."))], directory())
    assert [gap.kind for gap in found.gaps] == ["nobody"]
    assert found.executors == ()


def test_no_parties_are_no_executors_and_no_gaps() -> None:
    assert answering([], directory()) == Answering((), ())


def member(number: int, place: int, role: Role, position: str | None) -> Member:
    return Member(number, place, role, f"Семёнова{number}", "Анна", "", position, True)


def found_in(people: list[Member], name: str, kind: str = "group") -> list[Executor]:
    schools = [Organisation(1, None, "school", "СОШ № 1")]
    party = Party("role" if kind == "role" else "group", name)
    return list(answering([Named(party)], Directory(1, schools, people)).executors)


def test_an_institution_is_its_one_coordinator_else_its_head_else_any_coordinator() -> None:
    head, one, other = (
        member(1, 1, Role.HEAD, None),
        member(2, 1, Role.COORDINATOR, None),
        member(3, 1, Role.COORDINATOR, None),
    )
    assert [executor.member_id for executor in found_in([head, one], "ОО")] == [2]
    assert [executor.member_id for executor in found_in([head, one, other], "ОО")] == [1]
    assert [executor.member_id for executor in found_in([other, one], "ОО")] == [2]


def test_the_head_is_who_says_so_before_who_has_the_role() -> None:
    acting = member(2, 1, Role.EXECUTOR, "врио директора")
    deputy = member(1, 1, Role.HEAD, "заместитель директора по УВР")
    assert found_in([deputy, acting], "Директор школы", "role") == [Executor(2, 1, main=True)]
    assert found_in([deputy], "Директор школы", "role") == [Executor(1, 1, main=True, near=True)]


def test_who_has_left_and_who_works_elsewhere_does_not_answer() -> None:
    gone = Member(1, 1, Role.COORDINATOR, "Семёнова", "Анна", "", "методист", active=False)
    elsewhere = member(2, 99, Role.COORDINATOR, "методист")
    assert found_in([gone, elsewhere], "ОО") == found_in([gone, elsewhere], "Методисты", "role") == []


REGION = [
    Organisation(1, None, "region", "Главное управление по образованию Витебской области"),
    Organisation(2, 1, "district", "Отдел по образованию Полоцкого райисполкома"),
    Organisation(3, 1, "district", "Отдел по образованию Оршанского райисполкома"),
    Organisation(4, 2, "school", "ГУО «Средняя школа № 1 г. Полоцка»"),
    Organisation(5, 3, "school", "ГУО «Средняя школа № 1 г. Орши»"),
]
OFFICERS = [member(place.id, place.id, Role.COORDINATOR, None) for place in REGION]


@pytest.mark.parametrize(
    ("kind", "name", "places"),
    [
        ("group", "Управления (отделы) по образованию районных (городских) исполкомов", [2, 3]),
        ("group", "Отделы образования", [2, 3]),
        ("group", "УОСО Витебской области", [4, 5]),
        ("group", "Учреждения образования г. Орши", [5]),
        ("organisation", "Управление образования", [1]),
        ("organisation", "Отдел образования Оршанского райисполкома", [3]),
        ("organisation", "СШ № 1 г. Полоцка", [4]),
        ("organisation", "СШ № 1", []),
    ],
)
def test_a_region_asks_its_districts_and_their_schools(kind: str, name: str, places: list[int]) -> None:
    party = Party("organisation" if kind == "organisation" else "group", name)
    found = answering([Named(party)], Directory(1, REGION, OFFICERS))
    assert [one.organisation_id for one in found.executors] == places


def test_the_organisation_of_the_plan_has_to_be_known() -> None:
    with pytest.raises(ValueError, match="99"):
        Directory(99, ORGANISATIONS, MEMBERS)
