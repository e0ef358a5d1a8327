"""The responsible cell read as people, organisations, groups and roles."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.measures import Party, PartyKind, Question
from domain.parties.clean import MAX_LENGTH, cleaned
from domain.parties.compose import positions
from domain.parties.doubts import doubts, is_blank, says_when
from domain.parties.phrases import Mention, Mentions, mentions
from domain.words.acronyms import is_acronym

_SCHOOLS = re.compile(
    r"школ|гимназ|лице[йя]|учрежден|организац|колледж|техникум|сад|центр|уосо|доу|\bо[оу]\b|училищ|интернат",
    re.IGNORECASE,
)
_TERRITORY = re.compile(
    r"район|город|округ|област|муницип|поселен|сельс|посел|кра[йя]|республик|исполком|волост|\b[а-яё]{1,4}[гр]о\b|\bг\.",
    re.IGNORECASE,
)
_TOWN = re.compile(r"(?<!\w)(г\.п\.|аг\.|г\.|д\.|с\.|п\.)(?=[А-ЯЁ])")
# Words that head an institution or a body of people; the words beside them tell which.
_BODIES = {
    "комитет": re.compile(r"родител|профсоюз|организационн|ученич|школьн|класс", re.IGNORECASE),
    "служб": re.compile(r"психолог|медиац|примирен|школьн|социально-п|сопровожд", re.IGNORECASE),
    "комисси": re.compile(r"^(?!.*(?:несовершеннолет|психолого|исполком)).*", re.IGNORECASE | re.DOTALL),
}
_NUMBERS = re.compile(r"([^№\d]{1,60}№ ?)(\d+(?:(?: ?, ?| и )(?:№ ?)?\d+)+)((?: \D.{0,60})?)")
_FIRST_LOOK = 100
# A longer text that begins with a post tells a story.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class PartiesReading:
    """Who a cell names and what is doubtful in it."""

    parties: tuple[Party, ...]
    questions: tuple[Question, ...]


def read_parties(text: str) -> PartiesReading:
    """Read a responsible cell: its parties in order, the first one is the main executor. Never raises."""
    return _read(text[: MAX_LENGTH + 1])


# The same cell stands in many rows of a plan.
@lru_cache(maxsize=1024)
def _read(text: str) -> PartiesReading:
    if is_blank(text):
        return PartiesReading((), ())
    cell = cleaned(text)
    said = mentions(cell)
    parties, strange = _parties(cell, said)
    questions = doubts(cell, strange, said.others, _begins_unknown(said), len(text) > MAX_LENGTH) if cell else ()
    if not parties and not questions:
        questions = (Question("responsible", f"«{text[:80].strip()}» никого не называет: кто отвечает?"),)
    return PartiesReading(tuple(_once(parties)), questions)


def names_somebody(text: str) -> bool:
    """Whether a cell looks like a responsible one: it begins with a person or with a known kind of party."""
    begins = _begins_with(text[:_FIRST_LOOK])
    return begins == "person" or (begins is not None and len(text) < _LONGEST)


@lru_cache(maxsize=4096)
def _begins_with(text: str) -> PartyKind | None:
    said = mentions(cleaned(text)).items
    if not said:
        return None
    return "person" if said[0].name else _kind(said[0])


def institutions(text: str) -> list[Party]:
    """Organisations named one after another, as in «…: Гимназия № 1 г. Волковыска СШ № 7 г. Волковыска»."""
    return [party for party in read_parties(text).parties if party.kind == "organisation"]


def _parties(cell: str, said: Mentions) -> tuple[list[Party], list[str]]:
    """The parties, and the words that name none."""
    held = positions(said.items, said.gap)
    taken = {post for posts in held.values() for post in posts}
    parties: list[Party] = []
    strange: list[str] = []
    for place, item in enumerate(said.items):
        if item.name:
            parties.append(Party("person", item.text, _position(cell, said.items, held.get(place, []))))
        elif place not in taken:
            kind = _kind(item)
            if kind is None:
                strange.append(item.text)
            else:
                shown = _TOWN.sub(r"\1 ", item.text[0].upper() + item.text[1:])
                parties += [Party(kind, name) for name in (_each(shown) if kind == "organisation" else [shown])]
    return parties, strange


def _begins_unknown(said: Mentions) -> bool:
    """«тора по ВР Орешкина Д.А.»: the end of a word before a name."""
    first = said.items[0] if said.items else None
    unknown = first is not None and first.phrase is not None and first.phrase.kind is None
    return unknown and len(said.items) > 1 and said.items[1].name is not None and said.items[0].text[0].islower()


def _each(name: str) -> list[str]:
    """«СШ № 1, 2 и 5 г. Слонима» are three schools."""
    found = _NUMBERS.fullmatch(name)
    if found is None:
        return [name]
    return [f"{found[1]}{number}{found[3]}" for number in re.findall(r"\d+", found[2])]


def _position(cell: str, items: tuple[Mention, ...], posts: list[int]) -> str | None:
    """The words from the first post of a person to the last one as they are printed."""
    if not posts:
        return None
    if posts[-1] - posts[0] == len(posts) - 1:
        return " ".join(cell[items[posts[0]].start : items[posts[-1]].end].split())
    return ", ".join(items[post].text for post in posts)


def _kind(item: Mention) -> PartyKind | None:
    phrase = item.phrase
    if phrase is None or (phrase.kind is None and says_when(item.text)):
        return None
    if phrase.category == "staff":
        outside = _TERRITORY.search(item.text) and not _SCHOOLS.search(item.text)
        return "organisation" if outside else "role"
    if phrase.kind is None and is_acronym(item.text):
        return "organisation"
    if phrase.word == "представител" and item.text.lower().startswith("законн"):
        return "group"
    if phrase.word in _BODIES and _BODIES[phrase.word].search(item.text):
        return "group"
    return phrase.kind


def _once(parties: list[Party]) -> list[Party]:
    """Each party once; a person named again without a position is the one who has it."""
    positioned = {party.name for party in parties if party.kind == "person" and party.position}
    named: dict[tuple[PartyKind, str], Party] = {}
    for party in parties:
        key = (party.kind, party.name)
        if party.name in positioned and party.kind == "person":
            named[key] = named[key] if key in named and named[key].position else party
        named.setdefault(key, party)
    return list(named.values())
