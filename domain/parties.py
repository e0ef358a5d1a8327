"""Who answers: the responsible cell read as people, organisations, groups and roles.

People are found first, by the shape of their names; what stands between two names is the position of one of them.
The rest is cut at commas and where a new institution begins without one.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from domain.measures import Party, PartyKind, Question
from domain.names import Printed, find_names

_FORMS = r"ГУО|ГУДО|ГУ|УО|МБОУ|МАОУ|МКОУ|МОУ|МБДОУ|МДОУ|МБУ|МКУ|МАУ|ГБОУ|ГАУ|ГБУ|ГКУ|ОГБУ|КГБУ|БУ|ФГБОУ"
_ORGANISATION = (
    rf"{_FORMS}|СШ|СОШ|ООШ|НОШ|БШ|ЦДОД|ДДТ|ИМЦ|РМК|РУМК|ДИРО|ИРО|АПО|"
    r"гимнази[яи]|лице[йи]|школ[аы]|колледж|техникум|университет|академия|институт|центр|дворец|дом|"
    r"управление|отдел|департамент|министерство|комитет|исполком|райисполком|облисполком|кабинет|станция|филиал|фонд|"
    r"детский сад|ясли-сад|библиотека|музей|редакция|совет|комиссия"
)
_GROUP = (
    r"учреждени[яе]|организации|общеобразовательные|образовательные|управления|отделы|школы|гимназии|лицеи|"
    r"центры|районы|муниципалитеты|УОСО|ОУ|ОО|УДО|ПОО|ОДО|"
    r"(?:\w+\s+){0,2}группы|РМО|ГМО|ШМО|команды|органы|детские сады"
)
_ROLE = (
    r"директора?|заместител[ьи]|зам\.?|завуч[и]?|заведующ(?:ий|ая|ие)|начальник[и]?|руководител[ьи]|учител[ья](?:-\w+)?|педагог[и]?|"
    r"педагоги?-\w+|классны[ей]\s+руководител[ьи]|методист[ы]?|координатор[ы]?|психолог[и]?|библиотекар[ьи]|"
    r"воспитател[ьи]|администраци[яи]|специалист[ы]?|куратор[ы]?|преподавател[ьи]|председател[ьи]|секретар[ьи]|"
    r"родител[ьи]|ответственны[ей]\w*|рабочая группа|советник[и]?|наставник[и]?|тьютор[ы]?|социальны[ей] педагог[и]?|"
    r"главн(?:ый|ые) специалист[ы]?|ведущ(?:ий|ие) специалист[ы]?|старш(?:ий|ие) \w+"
)
_HEAD = re.compile(
    rf"^(?:(?P<role>(?:{_ROLE})(?![\w-]))|(?P<group>(?:{_GROUP})(?!\w))|"
    rf"(?P<organisation>(?:[А-ЯЁа-яё-]+(?:ий|ой|ый|ая|ое|ый)\s+){{0,5}}(?:{_ORGANISATION})(?!\w)))",
    re.IGNORECASE,
)
# An institution that begins in the middle of a line, where the separator before it was lost.
_NEW_PARTY = re.compile(
    rf"(?<=[^\s(«\"])\s+(?=(?:{_FORMS}|СШ|СОШ|ООШ|Гимназия|Лицей|Школа|Управление|Отдел|Общеобразовательные|"
    r"Образовательные|Учреждения|Администрация|Директора?|Заместител[ьи]|Педагоги|Учителя|Классные|Методисты?)(?!\w))"
)
# Many people: a party of its own, while «учитель математики» after a comma is a second position of the same person.
_PLURAL_ROLE = re.compile(
    r"(?:классные|социальные|учителя|педагоги|директора|заместители|руководители|методисты|воспитатели|специалисты|"
    r"администрация|родители|преподаватели|координаторы|психологи|заведующие)(?!\w)",
    re.IGNORECASE,
)
_JOINTLY = re.compile(r"\s+совместно\s+с\s+|\s+при участии\s+", re.IGNORECASE)
_ACRONYMS = re.compile(r"(?<=[А-ЯЁ])\s+и\s+(?=[А-ЯЁ]{2,}$)")
_WITH_CONSENT = re.compile(r"[\s,(]*\bпо\s+согласованию(?:\s+с\s+[^,;()]*)?\)?", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:^|\s)[а-яё]$|(?:^|\s)(?:по|и|с|в|на|к|от|для|при)$|[-–—]$")


# Nobody prints longer lists; a longer cell is a mistake and must not cost minutes.
MAX_LENGTH = 4000


@dataclass(frozen=True, slots=True)
class PartiesReading:
    """Who a cell names and what is doubtful in it."""

    parties: tuple[Party, ...]
    questions: tuple[Question, ...]


def read_parties(text: str) -> PartiesReading:
    """Read a responsible cell; lines and commas separate, a lost separator is found. Never raises."""
    cell = text[:MAX_LENGTH].strip()
    names = find_names(cell)
    parties = tuple(dict.fromkeys(_people(cell, names) if names else _institutions(cell)))
    return PartiesReading(parties, tuple(_doubts(cell, parties)))


def names_somebody(text: str) -> bool:
    """Whether a cell looks like a responsible one: it begins with a person or with a known kind of party."""
    cell = text.strip(" ,;.\n")
    names = find_names(cell)
    return bool(names and names[0].start == 0) or (len(cell) < 400 and _HEAD.match(cell) is not None)


def institutions(text: str) -> list[Party]:
    """Organisations named one after another, as in «…: Гимназия № 1 г. Волковыска СШ № 7 г. Волковыска»."""
    return [party for party in _institutions(text) if party.kind == "organisation"]


def _doubts(cell: str, parties: tuple[Party, ...]) -> list[Question]:
    last = parties[-1] if parties else None
    words = (last.position or last.name) if last else ""
    if len(cell) == MAX_LENGTH or _CUT_OFF.search(cell.rstrip(" .")) or _CUT_OFF.search(words):
        ask = f"Ячейка обрывается на «{cell[-30:].strip()}»: кто ещё отвечает, какая должность?"
        return [Question("responsible", ask)]
    unclear = [party.name for party in parties if party.kind != "person" and _kind(party.name) is None]
    strange = [name for name in unclear if not re.fullmatch(r"[А-ЯЁ]{3,8}", name)]
    return [
        Question("responsible", f"Кто это: «{name[:80]}» — организация, должность или человек?") for name in strange
    ]


def _people(cell: str, names: list[Printed]) -> list[Party]:
    """Names with positions: after the name when the cell begins with one, before it otherwise."""
    between = [cell[a.end : b.start] for a, b in pairwise(names)]
    before, after = [cell[: names[0].start], *between], [*between, cell[names[-1].end :]]
    lead = _lead(before[0])
    follows = bool(lead) or not _position(before[0])
    parties: list[Party] = lead
    for place, name in enumerate(names):
        position, others = _position_and_others(after[place] if follows else before[place])
        person = Party("person", printed_name(cell, name), position or None)
        parties += [person, *others] if follows else [*others, person]
    if not follows:
        parties += _institutions(after[-1].strip(" ,;."))
    return parties


def _lead(words: str) -> list[Party]:
    """Institutions that stand before the first name, with a separator: «Управление образования, Шабанова Н.С.»."""
    named = _institutions(words) if words.rstrip(" ").endswith((",", ";", "\n")) else []
    return named if named and all(party.kind != "role" for party in named) else []


def printed_name(cell: str, name: Printed) -> str:
    """The name as printed, with one space and no spaces between initials; surname first."""
    text = " ".join(cell[name.start : name.end].split())
    text = re.sub(r"\.\s+(?=[А-ЯЁІ]\.)", ".", text)
    if initials_first := re.match(r"((?:[А-ЯЁІ]\s?\.\s?){1,2})\s*(\S+)$", text):
        text = f"{initials_first[2]} {initials_first[1].replace(' ', '')}"
    if re.search(r"\s[А-ЯЁІ]\.[А-ЯЁІ]$", text):
        text += "."
    return text


def _position(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:–—-()")


def _position_and_others(words: str) -> tuple[str, list[Party]]:
    """The position of a person, and parties that follow it after a semicolon or a line of their own."""
    pieces = [piece for piece in re.split(r"[;\n]", words) if _position(piece)]
    position = _position(pieces[0]) if pieces else ""
    others: list[Party] = []
    for piece in pieces[1:]:
        if _kind(_position(piece)) is None:
            position = f"{position} {_position(piece)}"
        else:
            others += _institutions(piece)
    head, comma, rest = position.partition(", ")
    if comma and _kind(head) == "role" and (_kind(rest) in {"group", "organisation"} or _PLURAL_ROLE.match(rest)):
        return head, _institutions(rest) + others
    return position, others


def _institutions(cell: str) -> list[Party]:
    parties: list[Party] = []
    for piece in _pieces(_WITH_CONSENT.sub("", cell)):
        name = _tidy(piece)
        kind = _kind(name)
        if not name:
            continue
        if kind is None and parties and name[0].islower():
            # «районных исполкомов, администраций районов»: the comma stands inside one name.
            parties[-1] = Party(parties[-1].kind, f"{parties[-1].name}, {name}")
        else:
            parties.append(Party(kind or "organisation", name[0].upper() + name[1:]))
    return parties


def _pieces(cell: str) -> list[str]:
    """Cut at separators outside quotes and brackets, then where an institution begins without one."""
    pieces: list[str] = []
    depth, begin = 0, 0
    for place, letter in enumerate(cell):
        depth += (letter in "«(“") - (letter in "»)”")
        newline = letter == "\n" and _begins_party(cell[place + 1 :])
        if (letter in ",;" and depth <= 0) or newline:
            pieces.append(cell[begin:place])
            begin = place + 1
    pieces.append(cell[begin:])
    joint = [part for piece in pieces for half in _JOINTLY.split(piece) for part in _split_joined(half)]
    return [
        part
        for piece in joint
        for part in (_ACRONYMS.split(piece) if piece.upper() == piece.replace(" и ", " И ") else [piece])
    ]


def _begins_party(rest: str) -> bool:
    return bool(rest.strip()) and (rest.strip()[0].isupper() or _kind(rest.strip()) is not None)


def _split_joined(piece: str) -> list[str]:
    parts: list[str] = []
    begin = 0
    for found in _NEW_PARTY.finditer(piece):
        before = piece[begin : found.start()].strip()
        quoted = piece[: found.start()].count("«") > piece[: found.start()].count("»")
        if quoted or re.fullmatch(_FORMS, before) or (before.lower().endswith((" и", "и")) and len(before) < 3):
            continue
        parts.append(before)
        begin = found.end()
    return [*parts, piece[begin:].strip()]


def _tidy(piece: str) -> str:
    text = " ".join(piece.split()).strip(" ,;.–—-") + ("." if piece.rstrip().endswith(("г.", "р-н.")) else "")
    text = re.sub(r"^и\s+", "", text)
    return re.sub(r"(?<!\w)(г\.п\.|аг\.|г\.|д\.|с\.|п\.)(?=[А-ЯЁ])", r"\1 ", text)


def _kind(name: str) -> PartyKind | None:
    found = _HEAD.match(name)
    if found is None:
        return None
    for kind in ("role", "group", "organisation"):
        if found[kind]:
            return kind
    return None
