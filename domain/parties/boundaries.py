"""Where one party ends and the next begins: what may follow a phrase without leaving it."""

import re

from domain.parties.expressions import says_time
from domain.parties.openings import Opening
from domain.parties.phrase import Phrase
from domain.words import listed
from domain.words.acronyms import SUBJECTS, SUPERIORS, TAILS, acronym_kind
from domain.words.heads import adjective_case, head
from domain.words.tokens import Token
from domain.words.vocabulary import DEPUTIES, FIRST_HALVES, SECOND_HALVES

_NEED_A_WORD = listed("по па і ў и с со в во на к ко от для при за из о об над под у через между им имени № г")
_ACTING = frozenset({"обязанности", "обязанностей"})
# «педагоги, имеющие высшую категорию»
_PARTICIPLES = ("щие", "щий", "щая", "шие", "мые", "нные", "тые", "иеся")
# What is taught or led: an enumeration of them stays in one phrase even with capital letters.
_THEMES = tuple(
    listed(
        "матем физ хим биол геогр истор общество информ англ немец франц русск литер белор бел технол труд музык "
        "черчен рисов искус изо астроном начальн спорт туризм культур молод воспит учебн научн методич социал"
    )
)
# Posts that say nothing by themselves, and what follows them.
_ANYBODY = listed("лиц работник сотрудник специалист должностн")
_CHARGED = ("ответственн", "уполномоченн", "назначенн", "осуществляющ")
# «ДГО», «АМР»: the municipality that the institution belongs to.
_TERRITORY = re.compile(r"[А-ЯЁ]{0,3}(?:ГО|МО|МР|МОГО|СП|ГП|РФ|РБ)")
# «ФГОС НОО», «ООП ООО»: what has a level of schooling behind it.
_OF_LEVELS = frozenset({"ФГОС", "ФОП", "ООП"})
# Genitives far more often than many institutions: «отдел Управления образования».
_SELDOM_MANY = frozenset({"управлени", "министерств", "администраци"})


def begins_new(found: list[Token], phrase: Phrase, gap: str, place: int, opening: Opening | None) -> bool:
    """Whether the word at ``place`` begins another party; ``gap`` holds the marks between it and the phrase."""
    if ";" in gap or "+" in gap:
        return True
    gap = gap.replace("\n", "") or gap[:1]
    lost = gap in {"", "\n"}
    if lost and _needs_more(found, phrase, opening):
        return False
    if gap and says_time(found, place):
        return True
    if opening is None:
        return _begins_unknown(found, phrase, gap, place)
    if opening.acronym and lost:
        return _acronym_begins(found, phrase, gap, place, opening)
    if opening.acronym:
        return not _acronym_goes_on(found, phrase, gap, place, opening)
    if _is_second_half(found, phrase, gap, place) or _tells_which(found, phrase, gap, place):
        return False
    if lost and phrase.bare and phrase.acronym and acronym_kind(phrase.word) == "form":
        # «МБОУ Лицей № 14»
        return opening.category != "institution"
    if lost:
        return _begins_unseparated(found, phrase, gap, place, opening)
    return gap != "&" or not _shares_complement(found, phrase, opening)


def _needs_more(found: list[Token], phrase: Phrase, opening: Opening | None) -> bool:
    """«заместитель» before «директора», «по» before «делам», «районного» before «отдела»: the phrase needs a word."""
    last = phrase.last(found)
    if last.text == "." and phrase.end - 1 > phrase.start:
        if opening is None:
            return True
        last = found[phrase.end - 2]
    if last.plain in _NEED_A_WORD:
        return True
    if opening and _is_deputy(last, phrase):
        return opening.word == "дир" or _follows_deputy(opening)
    return last.kind == "word" and head(last.text) is None and adjective_case(last.text) in {"oblique", "either"}


def _is_deputy(last: Token, phrase: Phrase) -> bool:
    if last.plain in _ACTING or last.plain in DEPUTIES or (phrase.word == "ио" and phrase.bare):
        return True
    word = head(last.text) if last.kind == "word" else None
    return word is not None and word.stem in DEPUTIES


def _follows_deputy(opening: Opening) -> bool:
    if opening.category not in {"post", "staff"} or opening.word == "зам":
        return False
    return opening.abbreviation or opening.word not in DEPUTIES or not opening.certain


def _begins_unknown(found: list[Token], phrase: Phrase, gap: str, place: int) -> bool:
    """Words that begin no known party: small ones go on, capital ones behind a mark are something else."""
    token = found[place]
    if token.kind == "number":
        return False
    if "," in gap and adjective_case(token.text) == "nominative" and not token.plain.endswith(_PARTICIPLES):
        return True
    if not token.capital or gap in {"", "\n", "&"}:
        return False
    if phrase.kind is None:
        return True
    theme = token.text in SUBJECTS or token.plain.startswith(_THEMES)
    return not theme and not (gap == "." and phrase.last(found).text == ".")


def _acronym_begins(found: list[Token], phrase: Phrase, gap: str, place: int, opening: Opening) -> bool:
    """Without a separator «СШ № 7» and «ОО» begin a party behind an institution, «ДГО» does not; «методист ИМЦ».

    Behind a body or many alone an acronym tells which: «отряды ЮИД», «первичные организации ОО «БРСМ»».
    """
    last, known, acronym = phrase.last(found), opening.acronym != "unknown", found[place].text
    whole = last.kind == "number" or acronym_kind(last.text) is not None
    if acronym_kind(last.text) == "form" or (last.text == "ОО" and not phrase.bare) or last.text in _OF_LEVELS:
        return False
    if phrase.condition or phrase.category in {"post", "staff", "people", None}:
        return gap == "\n" and known and (whole or (phrase.plural and not phrase.bare))
    if _is_superior(found, phrase, gap, place, opening):
        return False
    complement = opening.acronym == "institution" or phrase.category == "body" or (phrase.plural and opening.quoted)
    if not gap and phrase.bare and not phrase.acronym and complement:
        return False
    return known or (gap == "\n" and _TERRITORY.fullmatch(acronym) is None)


def _is_superior(found: list[Token], phrase: Phrase, gap: str, place: int, opening: Opening) -> bool:
    """«ИДН РОВД», «администрация МО «Город Тайга»», «филиал детский сад МБОУ «СОШ»»."""
    if found[place].text == "МО":
        return opening.quoted
    return not gap and (found[place].text in SUPERIORS or phrase.word == "филиал")


def _acronym_goes_on(found: list[Token], phrase: Phrase, gap: str, place: int, opening: Opening) -> bool:
    """«КДН и ЗП», «введение ФГОС НОО и ООО», «зам. по УВР, МСО»."""
    if gap == "&" and (found[place].text in TAILS or (opening.acronym == "form" and not opening.quoted)):
        return True
    if opening.acronym != "unknown" or phrase.kind != "role":
        return False
    return any(token.plain == "по" for token in found[phrase.start : phrase.end])


def _is_second_half(found: list[Token], phrase: Phrase, gap: str, place: int) -> bool:
    """«педагог психолог», «учитель - логопед», «педагог социальный», «с 1 по 4 класс»."""
    word, last = head(found[place].text), phrase.last(found)
    if last.plain in {"педагог", "педагоги"} and gap in {"", "\n"} and found[place].plain.startswith("социальн"):
        return phrase.plural == found[place].plain.endswith("е")
    if word is None or gap not in {"", "\n", "-"}:
        return False
    if word.stem == "класс":
        return last.kind == "number"
    before = head(last.text) if last.kind == "word" and phrase.category == "post" else None
    if before is None or word.stem not in SECOND_HALVES or before.stem == word.stem or before.stem not in FIRST_HALVES:
        return False
    if gap == "\n" and found[place].capital:
        return False
    return before.case != "oblique" and before.plural == word.plural


def _tells_which(found: list[Token], phrase: Phrase, gap: str, place: int) -> bool:
    """«лицо, ответственное за антикоррупционную работу» is one party, «директор, ответственный за …» are two."""
    if gap != ",":
        return False
    charged = phrase.bare and phrase.word in _ANYBODY and found[place].plain.startswith(_CHARGED)
    # «Органы, осуществляющие управление в сфере образования»
    telling = phrase.plural and found[place].plain.endswith("щие") and head(found[place].text) is None
    return charged or (telling and found[place].plain != "ведущие")


def _begins_unseparated(found: list[Token], phrase: Phrase, gap: str, place: int, opening: Opening) -> bool:
    """A lost separator, or a line end that is none, is told by the form of the words."""
    if phrase.word == "филиал" and phrase.category == opening.category:
        return False
    capital = found[place].capital
    if opening.abbreviation:
        return capital or gap == "\n" or opening.word in {"зам", "зав"} or not opening.bare
    if opening.certain or opening.category in {"post", "people"}:
        return True
    behind_institution = phrase.category in {"institution", "body"} and not phrase.bare
    if phrase.category == "post" and phrase.bare and opening.word in _SELDOM_MANY:
        # «начальник» | «Управления образования»
        return False
    if gap == "\n":
        return capital or (behind_institution and opening.category != "staff")
    return capital and behind_institution and opening.plural and opening.word not in _SELDOM_MANY


def _shares_complement(found: list[Token], phrase: Phrase, opening: Opening) -> bool:
    """«работники библиотеки и школы»: the same kind of place, in the same case as the one before «и»."""
    if phrase.category != "post" or opening.category != "institution" or opening.certain or not opening.bare:
        return False
    before = head(phrase.last(found).text)
    return before is not None and before.category == "institution" and before.case == "either"
