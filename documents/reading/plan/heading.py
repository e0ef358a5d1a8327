"""What stands above the table: the title, the period and the country of a roadmap."""

import re
from collections.abc import Sequence
from datetime import date

from documents.reading.grid import squeeze
from documents.reading.tables.times import time_of
from domain.deadlines import read_deadline, read_period
from domain.measures import Span

_KIND = (
    r"дорожная карта|план(?:[- ](?:график|сетка|задание|программа))?|проект|программа|комплекс мер|график|мероприятия|"
    r"циклограмма|перечень|календарь|система мероприятий|система работы|расписание|медиаплан|мероприятий"
)
# Up to four words may stand before the kind of document: «Комплексный районный план», «Календарный учебный график».
_TITLE = re.compile(rf"^\W*(?:[А-ЯЁа-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)\s+){{0,4}}(?:{_KIND})(?!\w)", re.IGNORECASE)
_TOWN = re.compile(r"(?:г|пгт|с|п|д|аг|ст)\.\s?[А-ЯЁ][\w-]+$")
_AFTER_TITLE = re.compile(
    r"^(?:цель\b|цели\b|задачи\b|паспорт|введение|основание|№|\d+\.\s|[IVX]+\.\s|примечание|месяц:|(?:раздел|модуль|блок|этап)\b|"
    r"(?:(?:г|пгт|с|п|д|аг|ст)(?:\.|\s)\s?|(?:станица|город|село|поселок)\s)(?-i:[А-ЯЁ])[\w-]+,?\s*(?:20\d\d)?(?:\s?г\.?|\s?год)?$)",
    re.IGNORECASE,
)
# «План разработан на основании…», «Методическая тема школы: …»: words about the plan, after its name.
_ABOUT_PLAN = re.compile(
    r"^(?:\w+\s){0,4}(?:разработан|составлен|подготовлен|сформирован|принят|направлен)[аоы]?\b|^[А-ЯЁ][^:«]{2,60}:(?:\s|$)"
)
_APPROVAL = re.compile(
    r"утвержда|утвержд[её]н|согласован|принят[оа]?\b|рассмотрен|приложение|приказ|протокол|постановлени|распоряжени|"
    r"^к приказу|^от\s[«\"_\d]|_{3,}|^[«\"]?_*\d*_*[»\"]?\s*_+\s*20|^(?:и\.?о\.?\s)?(?:директор|начальник|глава|"
    r"заместитель|заведующ\w+|председатель|руководитель|врио)\b",
    re.IGNORECASE,
)
# A heading of one or two words goes on after an empty line; so does one whose next line begins like its rest.
_SHORT_TITLE, _SENTENCE = 3, 5
_GOES_ON = re.compile(
    r"^(?:на|по|в|для|с|о|об|за|к|и|из|\(|работы|мероприятий|реализации|проведения|подготовки|развития|внедрения)(?!\w)"
    r"|^20\d\d"
)
_ORDER = re.compile(
    r"(?:приказ|постановлени|распоряжени)\w*\s[^;]{0,120}?от\s+[«\"]?(?P<day>\d{1,2}[»\"]?[.\s]\s?(?:\d{1,2}|[а-я]+)[.\s]\s?20\d\d)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bс\s+\d{1,2}[.\s][^,;]{2,30}?\s(?:по|до)\s+\d{1,2}[.\s][^,;]{2,20}20\d\d", re.IGNORECASE)
_TERM = re.compile(
    r"(?:\d+[.)]\s*)?(?:сроки?|период|этапы и сроки|сроки и этапы)(?: \w+){0,2} "
    r"(?:реализации|действия|выполнения|исполнения)(?: [\w«»-]+){0,4}\s*(?:$|[:–—-]\s*(?P<said>.*)$)",
    re.IGNORECASE,
)
_HALF = re.compile(r"\b(?:(?P<first>1|I|перво\w+)|2|II|второ\w+)(?:-?[а-я]{1,2})?\s+полугоди[ею]\b", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\w)(?:[А-ЯЁ]\s+){3,}[А-ЯЁ](?!\w)")
_SPACED_WORDS = (
    *("ДОРОЖНАЯ", "КАРТА", "ПЛАН", "ГРАФИК", "РАБОТЫ", "МЕРОПРИЯТИЙ", "ПРОГРАММА", "ПРОЕКТ", "ШКОЛЫ", "ПОДГОТОВКИ"),
    *("РЕАЛИЗАЦИИ", "РАЗВИТИЯ", "МЕРОПРИЯТИЯ", "ЦИКЛОГРАММА", "ПО", "НА", "И"),
)
# «Казань, 2024» at the foot of a cover.
_IMPRINT = re.compile(r"^[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?,?\s20\d\d(?:\s?г\.?|\s?год)?$")
_LONGEST_TITLE, _LONGEST_TERM = 1_000, 80


def clean(line: str) -> str:
    """A heading line without the marks of emphasis; «П Л А Н  Р А Б О Т Ы» is «ПЛАН РАБОТЫ»."""
    return _SPACED.sub(_closed, squeeze(line).strip("*_#").strip())


def _closed(found: re.Match[str]) -> str:
    """Letters printed apart: cut into the words of headings where they are nothing else."""
    letters = re.sub(r"\s", "", found[0])
    words: list[str] = []
    rest = letters
    while rest and (word := next((one for one in _SPACED_WORDS if rest.startswith(one)), None)):
        words.append(word)
        rest = rest[len(word) :]
    return letters if rest else " ".join(words)


def title_of(lines: Sequence[str]) -> str:
    """The heading of the document in one line: from its first word («План», «Дорожная карта») to the next gap."""
    cleaned = [clean(line) for line in lines]
    begins = [i for i, line in enumerate(cleaned) if _TITLE.match(line) and not _APPROVAL.search(line)]
    # «ПРОЕКТ» alone above the heading is a stamp.
    stamped = len(begins) > 1 and cleaned[begins[0]].lower() == "проект"
    begin = next(iter(begins[stamped:]), None)
    if begin is None:
        rest = [line for line in cleaned if line and not _APPROVAL.search(line)]
        named = [line for line in rest if not _ABOUT_PLAN.match(line)]
        return max(named or rest, key=len, default="")[:300]
    return " ".join(_whole_title(cleaned, begin))[:_LONGEST_TITLE]


def _whole_title(lines: Sequence[str], begin: int) -> list[str]:
    title = [lines[begin]]
    place = begin + 1
    while place < len(lines):
        after = place + 1 if not lines[place] and place + 1 < len(lines) else place
        if _ends_title(lines, after, title):
            break
        line = lines[after]
        rest = _GOES_ON.match(line) or line[:1].islower()
        if after != place and not rest and len(" ".join(title).split()) >= _SHORT_TITLE:
            break
        title.append(line)
        place = after + 1
    return title


def _ends_title(lines: Sequence[str], place: int, title: Sequence[str]) -> bool:
    """Whether the line at a place cannot belong to the title that the lines above it begin."""
    line, below = lines[place], lines[place + 1] if place + 1 < len(lines) else ""
    if not line or _is_approval(line) or time_of(line) == ("month", line.lower()):
        return True
    if _ABOUT_PLAN.match(line) or _is_sentence(line, title) or (_IMPRINT.match(line) and _names_year(title)):
        return True
    # «г. Иваново» above «на 2022/2023 учебный год»
    goes_on = _TOWN.match(line) is not None and _GOES_ON.match(below) is not None and not _names_year(title)
    return _AFTER_TITLE.match(line) is not None and not goes_on


def _is_sentence(line: str, title: Sequence[str]) -> bool:
    """A sentence with its full stop after a heading that has named its years."""
    return line[0].isupper() and line.endswith(".") and _names_year(title) and len(line.split()) > _SENTENCE


def _names_year(title: Sequence[str]) -> bool:
    return "20" in " ".join(title)


def _is_approval(line: str) -> bool:
    return re.match(r"(?:утвержда|согласован|приложение|_{3,})", line, re.IGNORECASE) is not None


def period_of(title: str, lines: Sequence[str], captions: Sequence[str] = ()) -> Span:
    """The period in the title, else in another line above the table, else in the words over the deadlines.

    Lines about an approval are passed over: their days are not the plan's.
    """
    cleaned = [line for line in map(clean, lines) if line]
    others = [line for line in cleaned if not _APPROVAL.search(line) and len(line) < 200]
    plans = [line for line in others if _TITLE.match(line) or _GOES_ON.match(line.lower())]
    dated = [words for words in captions if words.startswith(("срок", "дат", "период")) and "20" in words]
    terms = _stated_terms(cleaned)
    for text in (title, *terms, *plans, *dated):
        found = _between(text) or (_from_to(text) if text in terms else None) or read_period(text)
        if found != Span():
            return _half(text, found)
    return Span()


def _stated_terms(lines: Sequence[str]) -> list[str]:
    """What the lines «Срок реализации: сентябрь 2024 – май 2026» and the cells of a passport say about the time."""
    found = []
    for place, line in enumerate(lines):
        if match := _TERM.match(line):
            found.append(match["said"] or (lines[place + 1] if place + 1 < len(lines) else ""))
    return [text for text in found if "20" in text]


def _from_to(text: str) -> Span | None:
    """«сентябрь 2024 – май 2026», when the text says nothing else."""
    stages = read_deadline(text, Span()).stages if len(text) < _LONGEST_TERM else ()
    if len(stages) != 1 or stages[0].not_understood or stages[0].kind not in {"once", "ongoing"}:
        return None
    start, end = stages[0].start, stages[0].due
    return Span(start, end) if start and end and start < end else None


def _half(text: str, found: Span) -> Span:
    """«на II полугодие 2023/2024 учебного года»: the part of the school year before or after New Year."""
    half = _HALF.search(text)
    if half is None or found.start is None or found.end is None or found.start.year == found.end.year:
        return found
    if half["first"]:
        return Span(found.start, date(found.start.year, 12, 31))
    return Span(date(found.end.year, 1, 1), found.end)


def _between(text: str) -> Span | None:
    """«с 1 сентября 2023 г. по 31 мая 2024 г.»."""
    found = _BETWEEN.search(text)
    stages = read_deadline(found[0], Span()).stages if found else ()
    if len(stages) != 1 or stages[0].start is None or stages[0].due is None:
        return None
    return Span(stages[0].start, stages[0].due)


def order_day(lines: Sequence[str]) -> date | None:
    """The day of the order that the plan is attached to, when the lines above the table name exactly one."""
    found = {match["day"] for match in _ORDER.finditer(" ".join(map(clean, lines)))}
    if len(found) != 1:
        return None
    stages = read_deadline(re.sub(r"[«»\"]", "", found.pop()), Span()).stages
    return stages[0].due if len(stages) == 1 and stages[0].start == stages[0].due else None
