"""What the words of a party ask for: institutions, those who lead them, or people who hold a post."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from domain.executors.institutions import EDUCATIONAL
from domain.executors.posts import (
    CLASS_TEACHER,
    COORDINATOR,
    DEPUTY,
    LECTURER,
    RESPONSIBLE,
    SUBJECT_TEACHER,
    TEACHER,
    Post,
    read_post,
)
from domain.executors.wanted import Wanted, split_place, wanted
from domain.measures import Party
from domain.parties.clean import cleaned
from domain.parties.openings import opening_at
from domain.words import listed
from domain.words.tokens import tokens

Who = Literal["institutions", "heads", "holders", "nobody"]

_STAFF = re.compile(r"(?:администраци|дирекци|адміністрацы|руководств)\w*\s*", re.I)
_COLLECTIVE = re.compile(
    r"(?:(?:педагогическ|трудов|школьн|педагагічн)\w*\s+)?(?:пед)?(?:коллектив|калектыў)\w*\s*", re.I
)
# Its chair is the head of the school.
_TEACHERS_COUNCIL = re.compile(r"(?:педсовет|педагогическ\w+ совет|педагагічн\w+ савет)\w*\s*", re.I)
# The psychologist and the social pedagogue of a school are its service (Belarus).
_SERVICE = re.compile(
    r"(?:(?:члены?|специалист\w*|педагог\w*) )?(?:сппс|спс)(?!\w)|служб\w* (?:[\w-]+ )?сопровождения", re.I
)
_UNION = re.compile(
    r"(?:школьн\w*|районн\w*|муниципальн\w*|городск\w*)?\s*(?:[шргу]?мо(?!\w)|(?:учебно-)?методическ\w* объединени)",
    re.I,
)
# Bodies that are spoken of as institutions are.
_BODIES = listed("комисси служб клуб секци редакци ячейк")
_QUOTED = re.compile('[«"“][^«»"“”]*[»"”]')
# «муниципальный координатор» works in the office, «школьный координатор» in a school.
_IN_OFFICE = re.compile(r"муниципальн|районн|городск|областн|региональн|раённ", re.I)
_IN_SCHOOL = re.compile(r"школьн", re.I)
# Posts of the office in the first place, also where a district's plan has them in the plural.
_OFFICE_POSTS = listed("методист специалист")

# Their words are read without the place: what is left would be all of them.
_LEFT_WITHOUT_PLACE = frozenset({CLASS_TEACHER, DEPUTY, LECTURER, SUBJECT_TEACHER, TEACHER})

# Where the words do not say which institution, the name of the head's post does.
_LED_BY: dict[str, Wanted] = {
    "директор": Wanted(EDUCATIONAL - {"kindergarten"}, generic=True),
    "заведующ": Wanted(frozenset({"kindergarten"})),
    "начальник": Wanted(frozenset({"office"})),
}
EVERYTHING = Wanted(EDUCATIONAL, generic=True)
_OFFICES = Wanted(frozenset({"office", "methodical"}))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a party asks for.

    ``place``: the words that name the institutions; ``within``: the institutions where nothing is named, None = all
    organisations. ``posts``: any of them; ``everywhere``: the same with the words of the place in them, for a place
    that is no institution («педагоги центра «Точка роста»»). ``stand_in``: where nobody holds the post, who answers
    for the institution does. ``near``: whoever is found is only probably meant. ``plural``: more than one is asked for.
    ``office_first``: where people of the office itself hold the post, only they are meant.
    """

    who: Who
    place: str = ""
    within: Wanted | None = None
    posts: tuple[Post, ...] = ()
    everywhere: tuple[Post, ...] = ()
    stand_in: bool = False
    near: bool = False
    plural: bool = False
    office_first: bool = False


@lru_cache(maxsize=4096)
def read_asked(party: Party) -> Asked:
    """Read the words of a group, a role or an organisation; people are matched by their names elsewhere."""
    words = cleaned(party.name)
    if party.kind == "person" or not words:
        return Asked("nobody")
    if party.kind == "organisation":
        return Asked("institutions", words)
    return _special(words) or (_role(words) if party.kind == "role" else _group(words))


def _special(words: str) -> Asked | None:
    """«администрация школы», «педагогический коллектив», «педсовет», «СППС», «ШМО учителей математики»."""
    if match := _STAFF.match(words):
        place = words[match.end() :]
        return Asked("heads", place, within=None if place else EVERYTHING)
    collective, council = _COLLECTIVE.match(words), _TEACHERS_COUNCIL.match(words)
    if match := collective or council:
        place = words[match.end() :]
        return Asked("institutions" if collective else "heads", place, None if place else EVERYTHING, near=True)
    if _SERVICE.match(words):
        return Asked("holders", posts=(Post("психолог"), Post("соцпедагог")), near=True)
    if _UNION.match(words):
        return Asked("holders", posts=(read_post(f"руководитель {words}"),))
    return None


def _group(words: str) -> Asked:
    opening = opening_at(tokens(words), 0, any_case=True)
    if opening is not None and opening.category == "people":
        return Asked("nobody")
    body = opening is not None and (opening.category == "body" or opening.word in _BODIES)
    if not body and wanted(words) is not None:
        return Asked("institutions", words, plural=True)
    return Asked("holders", posts=(_somebody_of(words),))


def _somebody_of(words: str) -> Post:
    """Who leads a body or speaks for it: «председатель профкома» for «профком», «руководитель отряда» for «отряд»."""
    bare = _QUOTED.sub(" ", words)
    read = read_post(bare)
    return Post("", read.words | ({read.head} if read.head else frozenset()))


def _role(words: str) -> Asked:
    whole = read_post(words)
    post, place = split_place(words)
    opening = opening_at(tokens(words), 0, any_case=True)
    plural = opening is not None and opening.plural
    if whole.leads:
        within = None if place else _LED_BY.get(whole.head, EVERYTHING)
        return Asked("heads", place, within, everywhere=(whole,), plural=plural)
    narrow = read_post(post)
    if whole.head in {COORDINATOR, RESPONSIBLE}:
        within = _OFFICES if _IN_OFFICE.search(post) else EVERYTHING if _IN_SCHOOL.search(post) else None
        return Asked("holders", place, within, (narrow,), (whole,), stand_in=True, office_first=not plural)
    return Asked(
        "holders",
        place,
        posts=(narrow,),
        everywhere=() if whole.head in _LEFT_WITHOUT_PLACE else (whole,),
        office_first=not plural or whole.head in _OFFICE_POSTS,
    )
