"""Posts as plans ask for them and as members hold them.

«заместители директора по УР» and «зам. дир. по учебно-воспитательной работе», «Классные руководители 5-9 классов» and
«учитель математики, кл. рук. 7Б»: both are read into the same values.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.executors.classes import Classes, classes_in
from domain.executors.fields import TEACHING, fields_in, is_known
from domain.executors.spelling import COMMA, spelt, word_spelt
from domain.executors.wanted import split_place, wanted
from domain.parties.clean import cleaned
from domain.parties.openings import opening_at
from domain.words import listed
from domain.words.tokens import Token, plain, tokens
from domain.words.vocabulary import SECOND_HALVES, STEMS

DEPUTY, CLASS_TEACHER = "заместител", "классрук"
TEACHER, SUBJECT_TEACHER, LECTURER, PEDAGOGUE = "учител", "предметник", "преподавател", "педагог"
EDUCATOR, HOUSEKEEPER = "воспитател", "завхоз"
RESPONSIBLE, COORDINATOR, UNION = "ответственн", "координатор", "мо"
_HEAD_TEACHER, _ACTING, _DIRECTOR, _CHAIR = "завуч", "ио", "директор", "председател"
_OWN_WORDS = listed("классрук соцпедагог пдо музрук старшвоспитател медсестр завхоз завуч предметник тренер советник")
_POSTS = _OWN_WORDS | {stem for (kind, _), stems in STEMS.items() if kind == "post" for stem in stems.split()}
_POSTS -= {_ACTING}
# Who leads an institution; «руководитель ШМО» leads something else.
_HEADS = listed("директор заведующ руководител начальник")
# Whose deputies there are.
_OF = (*_HEADS, _CHAIR, "глав")
# They say nothing about which post it is.
_NOISE = listed(
    "все всех вся по па за с со в во на при от для к о об и ио школ школьн гимназ лицейск общеобразовательн учрежден "
    "организац район районн город городск муниципальн областн категор высш перв квалификацион работ вопрос ставк "
    "совместител совместительств внутренн внешн язык веден каждый возрастн сппс обслуживан должност лиц "
    "дошкольн образован класс групп год"
)
# Words beside a teacher that are not taught.
_NO_SUBJECT = listed("мо школьн ступен")
# Words that are noise elsewhere but that tell which association of teachers is led.
_LEVELS = listed("школьн районн городск муниципальн областн")
# «работающие в 9 классах»: words from here on say for which of them it is meant.
_CLAUSE = re.compile(
    r",? (?!завед|управля|обуча|уча|исполня|служ|ведущ)(?:\w+[юяуа]щ(?:ий|ие|ая|его|их|иеся|ийся|аяся)|котор\w+)\b.*",
    re.S,
)
_FIRST_CLASS = re.compile(r"\d|\b[IVXХ]+\b|началь|старш|выпуск")
_FIELD = re.compile(r"(?<!\w)(?:по|па)(?!\w)(.*)", re.S | re.I)
_PRIMARY_CLASSES = re.compile(r"нач\w*\.? ?клас\w*|пачатков\w* клас\w*", re.IGNORECASE)
_NAMES_CLASSES = re.compile(r"клас|кл\.|ступен|звен", re.IGNORECASE)
_ROMAN = re.compile("[ivx]+")
_OFFICE = listed("управления отдела комитета департамента")
_DIVIDING = frozenset(",;/+&(")
_NO_END = frozenset(".(-")
# Shorter words can be abbreviations.
_LONG = 6
# «отдел общего образования» is a part of the office.
_PART_OF_OFFICE = re.compile(r"отдел\w* (?:общ|дошк|доп|воспит|опек|кадр)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Post:
    """One post. ``head``: the word that names it, empty where none is known; ``words``: all others that tell which.

    ``of`` and ``fields``: whose deputy, what for; ``themes``: what a teacher teaches, each as its words; ``classes``:
    those named. ``clause``: it is only for some of them («работающие в …») and nobody can check for whom.
    ``leads``: this person leads the institution.
    """

    head: str
    words: frozenset[str] = frozenset()
    of: str = ""
    fields: tuple[str, ...] = ()
    themes: tuple[frozenset[str], ...] = ()
    classes: Classes = frozenset()
    clause: bool = False
    leads: bool = False

    @property
    def primary(self) -> bool:
        """Whether it is a teacher of the first four classes."""
        grades = {number for number, _ in self.classes}
        return frozenset({"начальн"}) in self.themes or (bool(grades) and max(grades) <= 4)


@lru_cache(maxsize=8192)
def posts_in(position: str) -> tuple[Post, ...]:
    """All posts of a member's position («учитель физики, зам. по УР»)."""
    posts = [read_post(piece) for piece in _apart(cleaned(position))]
    led = next((post.classes for post in posts if post.head == CLASS_TEACHER), frozenset())
    # A teacher of the first classes teaches the class they lead.
    return tuple(replace(post, classes=led) if post.primary and led and not post.classes else post for post in posts)


@lru_cache(maxsize=8192)
def read_post(words: str) -> Post:
    """One post, printed in any case and number."""
    clause = _CLAUSE.search(words)
    kept = _without(words, clause) if clause and clause.start() > 0 else words
    items = spelt(kept)
    head = RESPONSIBLE if RESPONSIBLE in items else next((one for one in items if one in _POSTS), "")
    if head in {DEPUTY, _HEAD_TEACHER} or (head == _DIRECTOR and _directs_a_field(kept)):
        return _deputy(head, items, kept, clause is not None)
    if head in {TEACHER, SUBJECT_TEACHER, LECTURER}:
        return _teacher(head, kept, clause is not None)
    classes = classes_in(kept) if head in {CLASS_TEACHER, PEDAGOGUE} else frozenset()
    rest = [one for one in items if one != head]
    return Post(head, _telling(rest), classes=classes, clause=clause is not None, leads=_leads(head, words))


def _without(words: str, clause: re.Match[str]) -> str:
    """The words without a clause, of which only the classes are kept; a clause that names none stays."""
    first = _FIRST_CLASS.search(clause[0])
    named = first is not None and classes_in(clause[0])
    return f"{words[: clause.start()]} {clause[0][first.start() :]}" if first and named else words


def _deputy(head: str, items: list[str], words: str, clause: bool) -> Post:
    of = _DIRECTOR if head != DEPUTY else next((one for one in items if one in _OF), "")
    fields = _fields(words) or (TEACHING if head == _HEAD_TEACHER else ())
    return Post(DEPUTY, of=of, fields=fields, clause=clause)


def _fields(words: str) -> tuple[str, ...]:
    """What a deputy is for: what stands behind «по», else all but whose deputy it is («зам. директора (УВР)»)."""
    behind = _FIELD.search(words)
    said = spelt(split_place(behind[1] if behind else words)[0])
    return fields_in([one for one in said if one not in _OF and one not in {DEPUTY, _HEAD_TEACHER, _ACTING}])


def _directs_a_field(words: str) -> bool:
    """«Директора по УВР» are deputies, the word was lost; «директор, по совместительству учитель» is none."""
    return _FIELD.search(words) is not None and any(is_known(field) for field in _fields(words))


def _teacher(head: str, words: str, clause: bool) -> Post:
    rest = [one for one in spelt(split_place(words)[0]) if one != head]
    themes: list[frozenset[str]] = []
    group: list[str] = []
    for word in [*rest, COMMA]:
        if word in {COMMA, "и"}:
            themes += [telling] if (telling := _telling(group) - _NO_SUBJECT) else []
            group = []
        else:
            group.append(word)
    bare = _PRIMARY_CLASSES.sub(" ", words)
    classes = classes_in(bare) if _NAMES_CLASSES.search(bare) else frozenset()
    return Post(head, _telling(spelt(words)) - {head}, themes=tuple(themes), classes=classes, clause=clause)


def _telling(items: list[str]) -> frozenset[str]:
    """The words that tell which post it is; numbers, letters of classes and small words do not."""
    kept = {word for word in items if len(word) > 2 and word not in _NOISE and not _ROMAN.fullmatch(word)}
    if UNION in items:
        kept |= {UNION, *("районн" if word != "школьн" else word for word in items if word in _LEVELS)}
    return frozenset(kept)


def _leads(head: str, words: str) -> bool:
    """Whether it is the head of an institution: «директор», «заведующий ДОУ», not «заведующий отделением»."""
    if head == _DIRECTOR:
        return True
    if (head not in _HEADS and head != _CHAIR) or _PART_OF_OFFICE.search(words):
        return False
    post, place = split_place(words)
    if not place:
        return head != _CHAIR and not _telling([word for word in spelt(post) if word != head])
    known = wanted(place)
    if head in {"начальник", _CHAIR}:
        return plain(place) in _OFFICE or (known is not None and "office" in known.kinds)
    return known is not None and not (head == "руководител" and known.unclear)


def _apart(cell: str) -> list[str]:
    """The posts of a position, each as its words: apart are those that marks, «и» or nothing but a new post divide."""
    found = tokens(cell)
    pieces: list[str] = []
    start = 0
    for place in range(1, len(found)):
        if _divides(found, place) and _begins_post(found, place + 1):
            pieces.append(cell[start : found[place].start])
            start = found[place].end
        elif _begins_strongly(found, place) and cell[start : found[place].start].strip():
            pieces.append(cell[start : found[place].start])
            start = found[place].start
    return [piece for piece in [*pieces, cell[start:]] if piece.strip(" ()")]


def _divides(found: list[Token], place: int) -> bool:
    token, before = found[place], found[place - 1]
    following = found[place + 1] if place + 1 < len(found) else None
    if token.kind == "line" or token.text in _DIVIDING or token.plain in {"и", "і"} or following is None:
        return True
    if token.text == ".":
        # «Учитель физики. Классный руководитель 9а», not «Зам. директора».
        return following.capital and len(before.text) >= _LONG
    # «директор – учитель физики», not «педагог – психолог».
    return token.text in {"-", "–", "—"} and token.spaced and not set(word_spelt(following.plain)) & SECOND_HALVES


def _begins_post(found: list[Token], place: int) -> bool:
    if place >= len(found) or found[place].kind != "word":
        return False
    if set(word_spelt(found[place].plain)) & _POSTS:
        return True
    opening = opening_at(found, place)
    return opening is not None and opening.kind == "role"


def _begins_strongly(found: list[Token], place: int) -> bool:
    """«учитель истории классный руководитель 5а»: words that begin a post wherever they stand."""
    small, before = found[place].plain, found[place - 1]
    if before.text in _NO_END or before.plain in {"и", "о", "по", "за"}:
        return False
    if small in {"кл", "классный", "классная"}:
        following = next((other for other in found[place + 1 : place + 3] if other.kind == "word"), None)
        return following is not None and "руководител" in word_spelt(following.plain)
    return small in {"зам", "заместитель", "ответственный", "ответственная", "отв"} and before.kind == "word"
