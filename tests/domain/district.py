"""A made-up district: fourteen institutions and the people in them, with posts as secretaries type them."""

from domain.executors import Directory, Named, answering
from domain.parties import read_parties
from domain.people import Member, Organisation, Role

OFFICE = 1
SCHOOL = 2
KINDERGARTEN = 8
CENTRE = 10

_ORGANISATIONS = {
    1: "Управление образования Озёрского района",
    2: "МБОУ «СОШ №2»",
    3: "МБОУ СОШ № 5 с. Луговое",
    4: "Гимназия № 1 г. Озёрска",
    5: "МАОУ «Лицей № 14»",
    6: "МКОУ «Ольховская ООШ»",
    7: "МБОУ «Начальная школа – детский сад № 9»",
    8: "МДОУ детский сад №5 «Солнышко»",
    9: "МАДОУ «Ясли-сад № 12»",
    10: "МБУ ДО «ЦДТ»",
    11: "МБУ ДО «ДЮСШ»",
    12: "ГБПОУ «Озёрский аграрный колледж»",
    13: "МКУ «ИМЦ»",
    14: "МБОУ «Вечерняя (сменная) школа № 3»",
}
# Organisation, role, surname, position.
_PEOPLE = """
1 А Кузьмина    начальник управления образования
1 К Орлова      главный специалист
1   Белова      ведущий специалист отдела общего образования
1   Юрченко     юрисконсульт
1   Комарова    Зам. начальника управления
2 Р Акимова     Директор школы, учитель истории
2 К Полякова    Зам.дир. по УВР
2   Шарик       заместитель директора по воспитательной работе
2   Гусев       зам. директора по АХЧ
2   Шабанова    учитель информатики и ИКТ, кл. рук. 9 «А»
2   Бондаренко  учитель русск. яз. и лит-ры, классный руководитель 5Б
2   Мороз       педагог – психолог
2   Титова      соц.педагог
2   Носова      учитель нач. классов, классный руководитель 2в
2   Власов      преподаватель - организатор ОБЗР
2   Жукова      Библиотекарь, ответственная за сайт
2   Фомин       Физрук
3 Р Ершов       -
3   Крылова     завуч
3   Сомова      учитель истории, обществознания; классный руководитель
3   Рогов       Учитель математики, руководитель ШМО
3   Пахомова    педагог-организатор, старшая вожатая
3   Седова      завхоз
4 Р Голубева    и.о. директора
4 К Савина      заместитель директора по учебной работе
4 К Котова      зам. директора по УМР
4   Власова     учитель англ. яз., классный руководитель 11 А
4   Ким         учитель физики – классный руководитель 7б
4   Юдина       руководитель МО учителей математики, учитель математики
4   Ильина      Советник директора по воспитанию и взаимодействию с детскими общественными объединениями
4   Ерёмина     Педагог-психолог (0,5 ст.)
5 Р Морозов     Директор
5 К Чернова     методист
5   Гончар      зам. по УВР и безопасности
5   Дубов       зам. директора по ИКТ, учитель информатики
5   Галкина     председатель профкома, учитель химии
6 Р Антипов     директор
6   Лосева      учитель русского языка, отв. за питание, классный руководитель 8-9 кл.
6   Панина      Заместитель директора
6   Зверев      учитель физкультуры и ОБЖ
7 Р Рыжова      Заведующая
7   Маслова     учитель начальных классов (3 класс)
7   Тихая       воспитатель подготовительной группы
8 Р Быкова      Заведующий МДОУ №5
8 К Лунина      ст. воспитатель
8   Зорина      воспитатель
8   Репина      муз.руководитель
8   Уланова     медсестра
9   Цветкова    заведующая
9   Панова      Заместитель заведующего по ВМР
9   Сорока      учитель - логопед
10 Р Яшин       директор
10 К Фролова    методист
10   Клюева     ПДО
10   Дроздов    педагог доп. образования, педагог-организатор
11 К Волков     тренер-преподаватель
12 Р Титаренко  Директор колледжа
12   Осина      преподаватель математики, куратор группы ТМ-21
13 Р Демидова   директор ИМЦ
13   Зуева      методист по информатике
13   Лапина     ст. методист
13   Рябова     Муниципальный координатор проекта «500+», методист
14   Шапкин     учитель
"""
_ROLES = {"А": Role.ADMIN, "К": Role.COORDINATOR, "Р": Role.HEAD}

ORGANISATIONS = [
    Organisation(key, None if key == OFFICE else OFFICE, "district" if key == OFFICE else "school", name)
    for key, name in _ORGANISATIONS.items()
]


def _members() -> list[Member]:
    found: list[Member] = []
    for number, line in enumerate(_PEOPLE.strip().splitlines(), start=1):
        place, *words = line.split(maxsplit=3 if line.split()[1] in _ROLES else 2)
        role = _ROLES[words.pop(0)] if words[0] in _ROLES else Role.EXECUTOR
        family, position = words
        found.append(Member(number, int(place), role, family, "Анна", "", None if position == "-" else position, True))
    return found


MEMBERS = _members()
FAMILIES = {member.id: member.family for member in MEMBERS}


def directory(organisation_id: int = OFFICE) -> Directory:
    """The district, or what stands below one of its institutions."""
    return Directory(organisation_id, ORGANISATIONS, MEMBERS)


def who_answers(cell: str, organisation_id: int = OFFICE) -> set[str]:
    """Who answers for a cell: «Акимова@2» for an organisation, «~Котова» near.

    The gaps: «нет» for a party that is nobody, «неизвестно» for an institution that is not in the list, «нет@14» for
    an institution where nobody answers.
    """
    parties = [Named(party) for party in read_parties(cell).parties]
    assert parties, f"«{cell}» names nobody"
    found = answering(parties, directory(organisation_id))
    people = [
        f"{'~' if one.near else ''}{FAMILIES[one.member_id]}{f'@{one.organisation_id}' if one.organisation_id else ''}"
        for one in found.executors
    ]
    gaps: list[str] = []
    for gap in found.gaps:
        gaps += [f"нет@{key}" for key in gap.organisations] or ["нет" if gap.kind == "nobody" else "неизвестно"]
    assert len(people) == len(set(people))
    return {*people, *gaps}
