"""Where a party can begin: the words before its head and the head («главный специалист», «СШ», «зам.»)."""

from dataclasses import dataclass

from domain.measures import PartyKind
from domain.words.acronyms import AcronymKind, acronym_kind
from domain.words.heads import Head, adjective_case, head
from domain.words.tokens import Token, skip_line
from domain.words.vocabulary import MODIFYING_ABBREVIATIONS, POST_ABBREVIATIONS, Category

_MOST_MODIFIERS = 8
_KINDS: dict[Category, PartyKind] = {"post": "role", "staff": "role", "body": "group", "people": "group"}
_ACRONYM_KINDS: dict[AcronymKind, PartyKind] = {"group": "group", "role": "role"}


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that begin a party; ``after`` is the place behind its head, ``word`` the head's stem or the acronym.

    ``certain``: it stands in the nominative and cannot belong to what is before it; ``bare``: no words before the head;
    ``quoted``: a name in quotes follows the acronym.
    """

    after: int
    kind: PartyKind
    category: Category
    plural: bool
    certain: bool
    bare: bool
    word: str
    acronym: AcronymKind | None = None
    abbreviation: bool = False
    quoted: bool = False


# «Кванториум» in quotes is an institution whatever it is called.
QUOTED = Opening(0, "organisation", "institution", False, True, False, "")


def opening_at(found: list[Token], place: int, any_case: bool = False) -> Opening | None:
    """The beginning of a party at this token; with ``any_case`` oblique ones too («совместно с родителями»)."""
    start, sure = place, False
    while place < len(found) and place - start < _MOST_MODIFIERS:
        if opening := _with_head(found, start, place, sure, any_case):
            return opening
        after = _after_modifier(found, place, any_case)
        if after is None:
            return None
        sure = sure or adjective_case(found[place].text) == "nominative"
        place = after
    return None


def _with_head(found: list[Token], start: int, place: int, sure: bool, any_case: bool) -> Opening | None:
    token = found[place]
    if token.kind != "word":
        return None
    if after := _acting(found, place):
        return Opening(after, "role", "post", False, True, start == place, "ио")
    if acronym := acronym_kind(token.text):
        return _acronym(found, start, place, acronym)
    dotted = _dotted(found, place)
    if token.plain in POST_ABBREVIATIONS and (dotted or token.plain in {"зам", "зав"}) and not _qualifies(found, place):
        after = place + (2 if dotted else 1)
        return Opening(after, "role", "post", False, True, start == place, token.plain, abbreviation=True)
    word = head(token.text)
    if word is None or (word.case == "oblique" and not any_case):
        return None
    following = skip_line(found, place + 1)
    if word.adjective and following < len(found) and _nominative(found[following], word.plural):
        return None
    if start < place and not any_case and word.case == "either" and not _agrees(found, start, place):
        return None
    return _of_word(word, place, start == place, sure)


def _qualifies(found: list[Token], place: int) -> bool:
    """«Отв. секретарь»: the abbreviation only says which."""
    following = found[place + 2] if found[place].plain == "отв" and place + 2 < len(found) else None
    word = head(following.text) if following and following.text.islower() else None
    return word is not None and word.category == "post" and word.case == "nominative"


def _acting(found: list[Token], place: int) -> int | None:
    """The place behind «и.о.», «И. о.», «вр.и.о.» before a post."""
    if found[place].plain == "вр" and _dotted(found, place) and place + 2 < len(found):
        place += 2
    if found[place].plain != "и" or not _dotted(found, place) or place + 2 >= len(found):
        return None
    if found[place + 2].plain != "о":
        return None
    after = place + (4 if _dotted(found, place + 2) else 3)
    post = skip_line(found, after)
    word = head(found[post].text) if post < len(found) and found[post].text.islower() else None
    return after if word and word.category == "post" else None


def _of_word(word: Head, place: int, bare: bool, sure: bool) -> Opening:
    plural = word.plural
    kind = _KINDS.get(word.category) or ("group" if plural else "organisation")
    certain = word.case == "nominative" or (sure and word.case == "either")
    return Opening(place + 1, kind, word.category, plural, certain, bare, word.stem)


def _acronym(found: list[Token], start: int, place: int, acronym: AcronymKind) -> Opening:
    following = skip_line(found, place + 1)
    quoted = following < len(found) and found[following].text in {"«", '"', "“"}
    kind = "organisation" if quoted else _ACRONYM_KINDS.get(acronym, "organisation")
    category: Category = "post" if kind == "role" else "institution"
    return Opening(
        place + 1, kind, category, kind == "group", True, start == place, found[place].text, acronym, False, quoted
    )


def _nominative(token: Token, plural: bool) -> bool:
    word = head(token.text) if token.kind == "word" else None
    return word is not None and word.case == "nominative" and word.plural == plural


def _agrees(found: list[Token], start: int, place: int) -> bool:
    """«районной школы» is oblique, «районные школы» begins a party."""
    cases = {adjective_case(token.text) for token in found[start:place] if token.kind == "word"}
    return "oblique" not in cases and "either" not in cases


def _after_modifier(found: list[Token], place: int, any_case: bool) -> int | None:
    """The place after an adjective, an abbreviation or a number before the head, «и» and commas between adjectives."""
    token = found[place]
    if token.kind == "line":
        return place + 1
    if token.kind == "number":
        return place + 1
    if token.kind != "word":
        return None
    if token.plain in MODIFYING_ABBREVIATIONS:
        after = place + (2 if _dotted(found, place) else 1)
        return after + 1 if after < len(found) and found[after].text == "-" else after
    case = adjective_case(token.text)
    if case is None or (case == "oblique" and not any_case):
        return None
    after = place + 1
    joins = after + 1 < len(found) and (found[after].text == "," or found[after].plain == "и")
    return after + 1 if joins and _is_adjective(found[after + 1], any_case) else after


def _is_adjective(token: Token, any_case: bool) -> bool:
    case = adjective_case(token.text) if token.kind == "word" else None
    return case is not None and (any_case or case != "oblique") and head(token.text) is None


def _dotted(found: list[Token], place: int) -> bool:
    return place + 1 < len(found) and found[place + 1].text == "."
