"""Which institutions the words of a group or of a role ask for: «гимназии и лицеи», «директора школ № 1, 2»."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.executors.institutions import EDUCATIONAL, Kinds, districts_in, kinds_in, towns_in
from domain.words import listed
from domain.words.acronyms import acronym_kind
from domain.words.heads import adjective_case
from domain.words.tokens import Token, plain, tokens

# «СОШ» is what a gymnasium is not called, yet what a district may mean by it.
_LOOSELY: Kinds = frozenset({"gymnasium", "lyceum"})

# Words that stand for all institutions, and those that say nothing about which.
_EVERYTHING = re.compile(
    r"(?:образовательн\w* )?(?:учреждени|организаци|устано[вў])\w* (?:образовани|адукацыі)\w*"
    r"|образовательн\w* (?:учреждени|организаци)\w*|(?<!\w)(?:оо|оу|моу|моо|гуо|мбоу|маоу|мкоу|гбоу)(?!\w)"
)
_ANY = re.compile(r"(?<!\w)(?:учреждени|организаци|устано[вў])\w*")
_CENTRES = listed("центр центра центры центров")
_NOISE = re.compile(
    r"(?<!\w)(?:все|всех|усіх|и|в|по|при|для|или|[мгк]о|ам?р|дго|[а-я]го|края?|типа|вида|образовани\w*|адукацыі"
    r"|(?:район|город|округ|област|республик|муниципальн|государственн|бюджетн|автономн|казенн|подведомственн|раён)\w*"
    r"|(?:гор|рай)?исполком\w*|администраци\w*|(?:средн|основн|базов|учреждени|организаци|устано[вў])\w*)(?!\w)"
)
# «Витебской области», but «Старо-Алпаровской СОШ» is one school.
_TERRITORY = re.compile(
    r"(?<!\w)(?:г\.п|гп|г|аг|д|с|п|пос)\. ?[А-ЯЁ][\w-]*"
    r"|(?<!^)(?<!\w)[А-ЯЁ][\w-]*[сц]к(?:ого|ой|их|им|ий|ом|ая|ага|ай)(?!\w)"
    r"(?! (?:[А-Я]*О?О?Ш(?!\w)|школ|гимнази|лице|детск|сад|центр|основн|средн))"
)
_REGION = re.compile(r"област|(?<!\w)края(?!\w)|республик", re.IGNORECASE)
_NUMBERS = re.compile(r"№ ?\d+(?:(?: ?, ?| и )(?:№ ?)?\d+)*|(?<![\w.,])\d+(?:-\w{1,2})?(?![\w.,])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which institutions some words ask for.

    ``loosely``: kinds that may be meant too. ``numbers``, ``towns``, ``districts``: only those; empty: all.
    ``region``: of a whole region. ``generic``: the words fit any institution. ``unclear``: they also hold words that no
    list of institutions can check; ``named``: among them is a name («Центр «Точка роста»»).
    """

    kinds: Kinds
    loosely: Kinds = frozenset()
    numbers: frozenset[int] = frozenset()
    towns: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    region: bool = False
    generic: bool = False
    unclear: bool = False
    named: bool = False


@lru_cache(maxsize=1024)
def wanted(words: str) -> Wanted | None:
    """Which institutions the words ask for («общеобразовательные организации», «школ»); None where they ask for none.

    «организации отдыха» and «предприятия района» are no institutions of a district's education.
    """
    if plain(words) in _CENTRES:
        return Wanted(frozenset({"additional", "other"}))
    bare = _TERRITORY.sub(" ", words)
    numbers = frozenset(int(number) for said in _NUMBERS.findall(bare) for number in re.findall(r"\d+", said))
    kinds, rest = kinds_in(plain(_NUMBERS.sub(" ", bare)))
    rest, everything = _EVERYTHING.subn(" ", rest)
    strange = re.findall(r"[^\W\d_]{2,}", _NOISE.sub(" ", rest))
    kinds -= {"other"}
    if not kinds and not everything and (strange or not _ANY.search(rest)):
        return None
    return Wanted(
        kinds or EDUCATIONAL,
        loosely=_LOOSELY - kinds if "secondary" in kinds and "school" not in kinds and not numbers else frozenset(),
        numbers=numbers,
        towns=towns_in(words),
        districts=districts_in(words),
        region=_REGION.search(words) is not None,
        generic=not kinds,
        unclear=bool(strange),
        named=any(word.capitalize() in bare[1:] or word.upper() in bare for word in strange),
    )


# «директора школ», «педагоги-психологи общеобразовательных организаций», «заведующие детскими садами»
_OF_PLACE = re.compile(
    r"(?:школы?|гимнази[ий]|лице(?:я|ев)|учреждени(?:я|й|ями)|организаци(?:и|й|ями)|сад(?:а|ов|ом|ами)|колледж(?:а|ей)"
    r"|техникум(?:а|ов)|училищ(?:а)?|интернат(?:а|ов)|центр(?:а|ов)|дворца|управлени[яй]|отдел(?:а|ов)|комитета"
    r"|департамента|комплекс(?:а|ов)|кабинета|филиала|устано[вў]ы?|ўстаноў|гімназі[ій]|ліцэ(?:я|яў))(?:-\w+)?"
)
_PLACE_ACRONYMS = listed("ОО ОУ ДОУ ДОО УДО УДОД УОСО ПОО ОДО УПО УОДО ИМЦ РМК РУМК ЦРО РОО УО ЦКРОиР")
_PREPOSITIONS = listed("по за с со в во на к для от о об при и па з")


@lru_cache(maxsize=4096)
def split_place(words: str) -> tuple[str, str]:
    """The words of a post, and those that name the institutions where it is held; the latter are often empty."""
    found = tokens(words)
    for place, token in enumerate(found[1:], start=1):
        if token.kind == "word" and _names_place(found, place):
            start = _with_adjectives(found, place)
            if start > 0:
                return words[: found[start].start].rstrip(" ,"), words[found[start].start :]
    return words, ""


def _names_place(found: list[Token], place: int) -> bool:
    token, before = found[place], found[place - 1]
    if token.text in _PLACE_ACRONYMS:
        return True
    if token.text.isupper():
        return acronym_kind(token.text) in {"form", "school"} and before.plain not in _PREPOSITIONS
    if _OF_PLACE.fullmatch(token.plain) is None:
        return False
    return found[_with_adjectives(found, place) - 1].plain not in _PREPOSITIONS - {"и"}


def _with_adjectives(found: list[Token], place: int) -> int:
    """Where the adjectives before a noun begin: «муниципальных общеобразовательных организаций»."""
    while place > 1:
        before = found[place - 1]
        joins = before.text == "," or before.plain == "и"
        at = place - 2 if joins else place - 1
        if at < 1 or found[at].kind != "word" or adjective_case(found[at].text) not in {"oblique", "either"}:
            break
        place = at
    return place
