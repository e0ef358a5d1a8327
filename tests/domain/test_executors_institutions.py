"""What institutions are by their names, and which of them the words of a group ask for."""

import pytest

from domain.executors.institutions import kinds_of
from domain.executors.wanted import split_place, wanted
from domain.people import Organisation


def kinds(name: str) -> set[str]:
    return set(kinds_of(Organisation(1, None, "school", name)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("МБОУ «СОШ №2»", "school secondary"),
        ("ГУО «Средняя школа № 7 г. Витебска»", "school secondary"),
        ("Муниципальное общеобразовательное учреждение «Средняя общеобразовательная школа № 12»", "school secondary"),
        ("Средняя (полная) общеобразовательная школа с. Яровое", "school secondary"),
        ("Школа № 7 «Русская школа»", "school secondary"),
        ("МБОУ «Центр образования № 5»", "school secondary"),
        ("Кадетский корпус", "school secondary"),
        ("Сярэдняя школа № 3", "school secondary"),
        # The name does not tell: a school.
        ("МБОУ «Каменская»", "school secondary"),
        ("Гимназия № 1 г. Полоцка", "school gymnasium"),
        ("Прогимназия № 2", "school gymnasium"),
        ("МБОУ лицей № 14", "school lyceum"),
        ("МКОУ «Ольховская ООШ»", "school basic"),
        ("Базовая школа аг. Лесное", "school basic"),
        ("МБОУ Основная общеобразовательная школа с. Луговое", "school basic"),
        ("Начальная школа № 4", "school primary"),
        ("ГУО «Начальная школа – детский сад № 12»", "school primary kindergarten"),
        ("МБОУ «НШДС № 44»", "school primary kindergarten"),
        ("ГУО «Учебно-педагогический комплекс Дитвянские ясли-сад – средняя школа»", "school secondary kindergarten"),
        ("Школа-сад «Росток»", "school secondary kindergarten"),
        ("Вечерняя (сменная) общеобразовательная школа № 3", "school evening"),
        ("Школа-интернат № 4", "school boarding"),
        ("МБОУ «Коррекционная школа-интернат»", "school boarding special"),
        ("Специальная школа № 1", "school special"),
        ("ЦКРОиР", "special"),
        ("МДОУ детский сад №5", "kindergarten"),
        ("МАДОУ «ЦРР – детский сад № 3»", "kindergarten"),
        ("ГУО «Ясли-сад № 5 г. Лиды»", "kindergarten"),
        ("Муниципальное бюджетное дошкольное образовательное учреждение № 8", "kindergarten"),
        ("Филиал Залесский детский сад МБОУ «Рощинская СОШ»", "kindergarten"),
        ("ЦДТ", "additional creative"),
        ("ДДТ «Созвездие»", "additional creative"),
        ("МБУ ДО «Центр «Радуга»", "additional creative"),
        ("Центр дополнительного образования", "additional creative"),
        ("ГУДО «Центр творчества детей и молодёжи г. Борисова»", "additional creative"),
        ("Учреждение дополнительного образования «Станция юных натуралистов»", "additional creative"),
        ("ДЮСШ", "additional sports"),
        ("МБУ ДО «СШ № 1»", "additional sports"),
        ("МАУ ДО «Детско-юношеская спортивная школа»", "additional sports"),
        ("МБУ ДО «Детская школа искусств»", "additional arts"),
        ("МБУДО ДМШ № 1", "additional arts"),
        ("Колледж", "college"),
        ("ОГБПОУ «Аграрный техникум»", "college"),
        ("МБУ «ИМЦ»", "methodical"),
        ("ГУ «Лидский районный учебно-методический кабинет»", "methodical"),
        ("МКУ «Централизованная бухгалтерия»", "other"),
        ("МБУ «Загородный лагерь «Северное сияние»", "other"),
        ("Социально-педагогический центр", "other"),
    ],
)  # fmt: skip
def test_a_name_tells_what_an_institution_is(name: str, expected: str) -> None:
    assert kinds(name) == set(expected.split())


def test_districts_and_regions_are_offices_whatever_they_are_called() -> None:
    assert kinds_of(Organisation(1, None, "district", "Школьный район")) == {"office"}
    assert kinds_of(Organisation(1, None, "region", "Гимназический край")) == {"office"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("учреждения общего среднего образования", "school"),
        ("учреждений общего среднего образования Витебской области", "school"),
        ("учреждения дошкольного, общего среднего и специального образования", "kindergarten school special"),
        ("учреждения среднего специального образования", "college"),
        ("установы агульнай сярэдняй адукацыі", "school"),
        ("муниципальные бюджетные общеобразовательные учреждения", "school"),
        ("школы Ленинского района", "school"),
        ("УДОД", "additional"),
        ("ДОО", "kindergarten"),
        ("ПОО", "college"),
        ("школы-интернаты", "boarding"),
        ("отделы образования", "office"),
        ("Управления (отделы) по образованию районных (городских) исполкомов", "office"),
    ],
)
def test_the_words_of_a_group_ask_for_kinds(words: str, expected: str) -> None:
    found = wanted(words)
    assert found is not None
    assert set(found.kinds) == set(expected.split())
    assert not found.generic
    assert not found.unclear


@pytest.mark.parametrize(
    "words",
    ["ОО", "все ОО", "ОУ района", "МОУ", "учреждения образования", "установы адукацыі", "учреждения", "организации"],
)
def test_some_words_ask_for_all_institutions(words: str) -> None:
    found = wanted(words)
    assert found is not None
    assert found.generic
    assert {"school", "kindergarten", "additional", "college"} <= found.kinds
    assert not {"office", "methodical", "other"} & found.kinds


@pytest.mark.parametrize(
    "words",
    ["организации отдыха", "предприятия района", "учреждения культуры", "подрядная организация", "ИДН"],
)  # fmt: skip
def test_what_is_no_institution_of_education_is_not_asked_for(words: str) -> None:
    assert wanted(words) is None


@pytest.mark.parametrize(
    ("words", "unclear", "named"),
    [
        ("пилотные школы", True, False),
        ("общеобразовательные организации, участвующие в проекте", True, False),
        ("школы-участницы", True, False),
        ("Старо-Алпаровской СОШ", True, True),
        ("школы с. Луговое", False, False),
    ],
)
def test_words_that_no_list_can_check_are_noticed(words: str, unclear: bool, named: bool) -> None:
    found = wanted(words)
    assert found is not None
    assert (found.unclear, found.named) == (unclear, named)


def test_numbers_and_towns_are_taken_from_the_words() -> None:
    found = wanted("школы № 1, 2 и 15 г. Полоцка")
    assert found is not None
    assert found.numbers == {1, 2, 15}
    assert len(found.towns) == 1


@pytest.mark.parametrize(
    ("words", "post", "place"),
    [
        ("Директора школ", "Директора", "школ"),
        ("Методисты ИМЦ", "Методисты", "ИМЦ"),
        ("Заместители директора по учебной работе УОСО", "Заместители директора по учебной работе", "УОСО"),
        ("Педагоги-психологи общеобразовательных организаций", "Педагоги-психологи", "общеобразовательных организаций"),
        ("Учителя математики ГУО «Гимназия № 1»", "Учителя математики", "ГУО «Гимназия № 1»"),
        ("Специалисты отдела по образованию", "Специалисты", "отдела по образованию"),
        ("Заведующие детскими садами", "Заведующие", "детскими садами"),
        ("Советник по работе с детскими организациями", "Советник по работе с детскими организациями", ""),
        ("Учителя русского языка", "Учителя русского языка", ""),
        ("Руководители ШМО", "Руководители ШМО", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_post_are_parted_from_where_it_is_held(words: str, post: str, place: str) -> None:
    assert split_place(words) == (post, place)
