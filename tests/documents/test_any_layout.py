"""A known list of measures, laid out at random, reads back as the same list."""

from dataclasses import dataclass
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading.columns import Role
from tests.documents.layouts import Cells, by_sheet, by_text, by_word, outline

HEADING = "План работы школы на 2023/2024 учебный год"
WORDS: dict[Role, tuple[str, ...]] = {
    "number": ("№", "№ п/п", "N п/п", "№\nп/п"),
    "title": ("Мероприятие", "Наименование мероприятия", "Содержание работы", "Виды деятельности", "МЕРОПРИЯТИЯ"),
    "result": ("Результат", "Ожидаемый результат", "Индикатор", "Отметка об исполнении", "Вид документа"),
    "deadline": ("Срок", "Сроки исполнения", "Дата проведения", "Период", "СРОКИ"),
    "responsible": ("Ответственный", "Исполнитель", "Ответственные исполнители", "Кто отвечает"),
}
OTHER = ("Место проведения", "Класс", "Цель", "Количество часов")
TITLES = (
    "Проведение недели безопасности",
    "Заседание методического совета",
    "Подготовка отчёта о питании",
    "Классный час о правилах движения",
    "Обновление страницы школьного сайта",
    "Районный конкурс чтецов",
)
DEADLINES = ("до 20.10.2023", "сентябрь 2023 г.", "ежемесячно", "в течение года", "II квартал 2024 года", "01.02.2024")
PEOPLE = ("Директор", "Методист", "Классные руководители", "Лиманова О.П., директор", "Отдел образования")
SECTIONS = ("I. Организационная работа", "II. Работа с кадрами", "III. Контроль", "IV. Работа с семьёй")


@dataclass(frozen=True)
class Measure:
    section: str | None
    number: str
    title: str
    result: str
    deadline: str
    responsible: str


@dataclass(frozen=True)
class Layout:
    roles: tuple[Role | None, ...]
    header: tuple[str, ...]
    repeated: frozenset[int]
    blank: frozenset[int]
    broken: frozenset[int]
    cut: frozenset[int]
    form: Literal["txt", "docx", "xlsx"]


@st.composite
def plans(draw: st.DrawFn) -> list[Measure]:
    count = draw(st.integers(2, 9))
    begins = sorted(draw(st.sets(st.integers(0, count - 1), max_size=3)))
    sections: list[str | None] = [None] * count
    for name, begin in zip(SECTIONS, begins, strict=False):
        sections[begin:] = [name] * (count - begin)
    return [
        Measure(
            section,
            f"{place}.",
            f"{draw(st.sampled_from(TITLES))} номер {place}",
            f"Справка {place}",
            draw(st.sampled_from(DEADLINES)),
            draw(st.sampled_from(PEOPLE)),
        )
        for place, section in enumerate(sections, 1)
    ]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    with_number, with_result = draw(st.booleans()), draw(st.booleans())
    roles: list[Role | None] = ["title", "deadline", "responsible"]
    roles += ["result"] if with_result else []
    roles += [None] if draw(st.booleans()) else []
    roles = list(draw(st.permutations(roles)))
    roles = ["number", *roles] if with_number else roles
    header = tuple(draw(st.sampled_from(WORDS[role] if role else OTHER)) for role in roles)
    places = st.frozensets(st.integers(1, 8), max_size=2)
    form = draw(st.sampled_from(["txt", "txt", "xlsx", "docx"]))
    return Layout(tuple(roles), header, draw(places), draw(places), draw(places), draw(places), form)


def row(measure: Measure, layout: Layout) -> tuple[str, ...]:
    return tuple(getattr(measure, role) if role else "7" for role in layout.roles)


def lines(plan: list[Measure], layout: Layout) -> list[str | Cells]:
    """The rows of the plan; the lines of a text file may be cut by the end of a page."""
    found: list[str | Cells] = [layout.header]
    section = None
    for place, measure in enumerate(plan):
        text = layout.form == "txt"
        if text and place in layout.broken:
            found.append("")
        if place in layout.repeated:
            found.append(layout.header)
        if measure.section != section and measure.section:
            section = measure.section
            found.append((section,) if text else (section, *[None] * (len(layout.roles) - 1)))
        cells = row(measure, layout)
        if text and place in layout.cut:
            found += cut(cells, layout)
        else:
            found.append(cells)
        if not text and place in layout.blank:
            found.append(("",) * len(layout.roles))
    return found


def cut(cells: tuple[str, ...], layout: Layout) -> list[str | Cells]:
    at = layout.roles.index("title")
    first, second, *rest = cells[at].split()
    head = (*cells[:at], f"{first} {second}", *cells[at + 1 :])
    tail = tuple(" ".join(rest) if place == at else "" for place in range(len(cells)))
    return [head, "", tail]


@settings(max_examples=150, deadline=None)
@given(plans(), layouts())
def test_a_plan_laid_out_in_any_way_reads_back_the_same(plan: list[Measure], layout: Layout) -> None:
    rows = lines(plan, layout)
    match layout.form:
        case "txt":
            roadmap = by_text(HEADING, *rows)
        case "xlsx":
            roadmap = by_sheet(
                (HEADING, *[None] * (len(layout.roles) - 1)), *[one for one in rows if isinstance(one, tuple)]
            )
        case _:
            roadmap = by_word(HEADING, [one for one in rows if isinstance(one, tuple)])
    numbered, resulted = "number" in layout.roles, "result" in layout.roles
    assert outline(roadmap) == [
        (
            one.section,
            one.number if numbered else None,
            one.title,
            one.result if resulted else None,
            one.deadline,
            one.responsible,
        )
        for one in plan
    ]
    assert roadmap.problems == ()
