"""Names of people in a text, by the shape of their words; whom something is named after does not answer for it."""

from dataclasses import dataclass

from domain.names.given import GIVEN, TURKIC_PATRONYMICS, is_patronymic, is_typical_surname
from domain.names.initials import (
    Initials,
    bare_initial,
    dotted_initials,
    initials_behind,
    is_initial,
    is_pair,
)
from domain.words import listed
from domain.words.acronyms import SUBJECTS, acronym_kind
from domain.words.heads import head
from domain.words.tokens import Token, partners, plain, skip_line, text_at, tokens
from domain.words.vocabulary import DETERMINERS, MODIFYING_ABBREVIATIONS, POST_ABBREVIATIONS

_NAMED_AFTER = listed("им имени памяти")
_ENDS_NAMESAKE = frozenset(",;/")
# Marks that open quoted words: in them only a whole quoted name is a person.
QUOTES = frozenset('«“„"')
_PARTICLES = listed("фон ван де дер ди ла бен аль эль")
# «г.», «д.» before a capital word: a place, not a person.
TOWNS = listed("г д п пос с аг х ст ул")
_NO_SURNAMES = DETERMINERS | MODIFYING_ABBREVIATIONS | POST_ABBREVIATIONS


@dataclass(frozen=True, slots=True)
class Printed:
    """A name found in a text: where it stands, its parts in lower case with «е» for «ё», and the whole surname first.

    ``first`` and ``second`` are initials, whole names or empty; ``family`` is empty in «Наталья Сергеевна».
    """

    start: int
    end: int
    family: str
    first: str
    second: str
    shown: str


@dataclass(frozen=True, slots=True)
class Named:
    """Names by the place of their first token, with the place after their last one.

    ``after_whom`` are the people that something is named after («им. А.С. Пушкина»): they do not answer.
    """

    people: dict[int, tuple[int, Printed]]
    after_whom: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Family:
    """A word that can be a surname, both halves of a double one, a maiden name with it; and the place after it."""

    words: str
    after: int

    @property
    def sure(self) -> bool:
        """Whether it can hardly be anything else."""
        return is_typical_surname(self.words) and not self.other_word

    @property
    def other_word(self) -> bool:
        """Whether it is a word of posts and institutions as well («Учитель»)."""
        return head(self.words) is not None or acronym_kind(self.words) is not None


def find_names(text: str) -> list[Printed]:
    """All names of people in a text, in order."""
    return [name for _, name in names_among(tokens(text)).people.values()]


def names_among(found: list[Token]) -> Named:
    """The names among the tokens; of quoted words only a whole quoted name is one."""
    named = Named({}, {})
    quotes = {start: end for start, end in partners(found).items() if found[start].text in QUOTES}
    place, namesake = 0, False
    while place < len(found):
        if place in quotes:
            place = _quoted(found, place, quotes[place], named)
            continue
        token = found[place]
        namesake = (namesake or token.plain in _NAMED_AFTER) and token.text not in _ENDS_NAMESAKE
        name = _name_at(found, place)
        if name is None:
            place += 1
            continue
        if namesake:
            named.after_whom[place] = name[0]
        else:
            named.people[place] = name
        place, namesake = name[0], False
    return named


def _quoted(found: list[Token], place: int, close: int, named: Named) -> int:
    apart = place == 0 or found[place - 1].kind in {"mark", "line"}
    name = _name_at(found, place + 1) if apart else None
    if name and name[0] == close:
        named.people[place + 1] = name
    return close + 1


def _name_at(found: list[Token], place: int) -> tuple[int, Printed] | None:
    return _initials_first(found, place) or _family_first(found, place) or _whole(found, place)


def _initials_first(found: list[Token], place: int) -> tuple[int, Printed] | None:
    """«Н.С. Шабанова», at a beginning «НС Шабанова»; after a number or an acronym a single «Г.» is a town."""
    begins = place == 0 or found[place - 1].kind in {"mark", "line"}
    initials = dotted_initials(found, place)
    separated = place == 0 or found[place - 1].text in {",", ";"}
    if (
        initials is None
        and separated
        and is_pair(found, place)
        and acronym_kind(found[place].text) in {None, "unknown"}
    ):
        initials = tuple(found[place].text), place + 1
    if initials is None:
        return None
    letters, after = initials
    family = _family(found, after)
    if family is None or head(family.words) or (is_pair(found, place) and not family.sure):
        return None
    if len(letters) == 1 and not begins and not found[place - 1].text.islower():
        return None
    return family.after, _printed(found, place, family.after, family.words, letters)


def _family_first(found: list[Token], place: int) -> tuple[int, Printed] | None:
    """«Шабанова Н.С.»; «Директор Н.С. Шабанова» is no Директор."""
    start = place + (found[place].plain in _PARTICLES)
    family = _family(found, start, small=True)
    if family is None:
        return None
    initials = _initials_of(found, family)
    if initials is None:
        return None
    letters, after = initials
    if not family.sure and _belongs_to_next(found, start, after, family):
        return None
    words = f"{found[place].text} {family.words}" if start > place else family.words
    if turkic := _turkic(found, after):
        letters, after = (*letters, found[turkic].text), turkic + 1
    return after, _printed(found, place, after, words, letters)


def _initials_of(found: list[Token], family: _Family) -> Initials | None:
    if family.words[0].islower():
        initials = initials_behind(found, family.after) if family.sure else None
        return initials if initials and len(initials[0]) == 2 else None
    if initials := initials_behind(found, family.after):
        return initials
    if not family.sure:
        return None
    if text_at(found, family.after) == "." and (initials := dotted_initials(found, family.after + 1)):
        # «Афанасьева. М.Р.»
        return initials if len(initials[0]) == 2 and _family(found, initials[1]) is None else None
    return bare_initial(found, family.after)


def _belongs_to_next(found: list[Token], place: int, after: int, family: _Family) -> bool:
    """Whether the initials stand before a surname: «Директор Н.С. Шабанова», «г. Слонима И.И. Петров»."""
    following = _family(found, after)
    if following is None or head(following.words) or dotted_initials(found, following.after):
        return False
    inside = place > 0 and (found[place - 1].kind == "word" or found[place - 1].text == ".")
    return family.other_word or (inside and is_typical_surname(following.words))


def _turkic(found: list[Token], after: int) -> int | None:
    """The place of «оглы» in «Гасанов Р.А. оглы», «Гулиева С.М.-кызы», «Мамедов Рашид Ахмед оглы»."""
    place = skip_line(found, after) if text_at(found, after) != "-" else after + 1
    return place if place < len(found) and found[place].plain in TURKIC_PATRONYMICS else None


def _whole(found: list[Token], place: int) -> tuple[int, Printed] | None:
    """«Шабанова Наталья Сергеевна», «Наталья Сергеевна Шабанова», «Шабанова Наталья», «Наталья Сергеевна»."""
    first = _family(found, place, small=True)
    second = _family(found, first.after) if first else None
    if first is None or second is None or first.other_word:
        return None
    third = _family(found, second.after)
    if first.words[0].islower() and not (first.sure and third and is_patronymic(third.words)):
        return None
    if third is None:
        return _two_words(found, place, first, second)
    one, two, three = first.words, second.words, third.words
    if turkic := _turkic(found, third.after):
        return turkic + 1, _printed(found, place, turkic + 1, one, (two, f"{three} {found[turkic].text}"))
    if is_patronymic(three) and not (is_patronymic(two) and plain(one) in GIVEN):
        return third.after, _printed(found, place, third.after, one, (two, three))
    if is_patronymic(two) and not head(three) and not dotted_initials(found, third.after):
        return third.after, _printed(found, place, third.after, three, (one, two))
    return _two_words(found, place, first, second)


def _two_words(found: list[Token], place: int, first: _Family, second: _Family) -> tuple[int, Printed] | None:
    one, two, after = first.words, second.words, second.after
    if dotted_initials(found, after):
        return None
    if plain(one) in GIVEN:
        if is_patronymic(two):
            return after, _printed(found, place, after, "", (one, two))
        if is_typical_surname(two):
            return after, _printed(found, place, after, two, (one,))
    elif plain(two) in GIVEN:
        return after, _printed(found, place, after, one, (two,))
    return None


def _family(found: list[Token], place: int, small: bool = False) -> _Family | None:
    place = skip_line(found, place)
    if place >= len(found) or not _is_name_word(found[place], small):
        return None
    if place > 1 and found[place - 1].text == "." and found[place - 2].text in TOWNS:
        return None
    if place + 2 < len(found) and _is_name_word(found[place + 2]):
        return _double(found, place) or _Family(found[place].text, place + 1)
    return _Family(found[place].text, place + 1)


def _double(found: list[Token], place: int) -> _Family | None:
    """«Салтыкова - Щедрина», «Рогачёва (Кулик) Н.О.»."""
    one, mark, other = found[place], found[place + 1], found[place + 2]
    if mark.text == "(" and text_at(found, place + 3) == ")" and dotted_initials(found, place + 4):
        return _Family(f"{one.text} ({other.text})", place + 4)
    if mark.text not in "-–" or head(other.text):
        return None
    tight = not (mark.spaced and other.spaced)
    surnames = place == 0 and is_typical_surname(one.text) and is_typical_surname(other.text) and not head(one.text)
    return _Family(f"{one.text}-{other.text}", place + 3) if tight or surnames else None


def _is_name_word(token: Token, small: bool = False) -> bool:
    text = token.text
    if token.kind != "word" or len(text) < 2 or not (token.capital or small):
        return False
    if text.isupper():
        return len(text) >= 3 and text not in SUBJECTS and acronym_kind(text) in {None, "unknown"}
    return token.plain not in _NO_SURNAMES


def _printed(found: list[Token], start: int, after: int, family: str, others: tuple[str, ...]) -> Printed:
    start = skip_line(found, start)
    initials = [part for part in others if is_initial(part)]
    rest = [part for part in others if not is_initial(part)]
    if family[:1].islower() and " " not in family:
        family = family[0].upper() + family[1:]
    short = "".join(f"{part}." for part in initials)
    shown = " ".join(part for part in (family, short, *rest) if part)
    first, second = [*(part[0] if part in initials else part for part in others), "", ""][:2]
    family_only = plain(family.partition(" (")[0])
    return Printed(found[start].start, found[after - 1].end, family_only, plain(first), plain(second), shown)
