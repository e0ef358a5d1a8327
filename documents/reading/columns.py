"""What the words of a header cell say about its column."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from documents.reading.grid import squeeze

Role = Literal["number", "title", "result", "deadline", "responsible"]
ROLES: tuple[Role, ...] = get_args(Role)
# What a column is within its role: the beginning of a deadline, the post of a responsible person, a month to tick.
Part = Literal["whole", "start", "end", "month", "tick", "rate", "name", "post", "helper", "group", "mixed"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds; ``role`` None: something that no measure keeps. A smaller ``rank`` is surer."""

    role: Role | None
    part: Part = "whole"
    rank: int = 0


_OTHER = Meaning(None)
_REMARK = Meaning("result", rank=3)
# Longer cells are sentences, not headings of columns.
_LONGEST, _MOST_WORDS = 120, 14
_MONTHS = (
    r"янв(?:ар[ьяе])?|фев(?:р|рал[ьяе])?|мар(?:т[ае]?)?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?|июл[ьяе]?|авг(?:уст[ае]?)?|"
    r"сент?(?:ябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:б|бр[ьяе])?|дек(?:абр[ьяе])?"
)
_TICK = re.compile(
    rf"(?:{_MONTHS})\.?(?:\s?20\d\d)?(?:\s?г(?:од)?\.?)?|"
    r"(?:[1-4]|[ivх]{1,3})(?:-?[йяое]{1,2})?\s?(?:кв(?:артал)?|четверть|полугодие)\.?(?:\s?20\d\d)?(?:\s?г(?:од[а]?)?\.?)?|"
    r"20\d\d(?:\s?[-/]\s?20\d\d)?(?:\s?(?:г(?:од)?|уч\.?\s?год)\.?)?"
)
# Whole readings that come before a search for the first telling word.
_WHOLE: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(?:№+|n+|no|#|номер)[\s.]*(?:п\s?[/.\\-]?\s?п\.?)?|п\s?[/.\\]\s?п\.?", Meaning("number")),
        (r"(?:№|номер)\s?(?:пункта|мероприятия|строки|этапа|задачи)|(?:№\s?)?пункт[аы]?|п\.?|код", Meaning("number")),
        (r"дат[аы] рожд.*|год рожд.*", _OTHER),
        (r"(?:.*\bсрок|.*\bдат[аы]\b).*(?:[,;/]| и) ?(?:ответственн|исполнител).*", Meaning("deadline", "mixed")),
        (r".*(?:ответственн|исполнител)\w*.*(?:[,;/]| и) ?(?:срок|дат[аы]\b).*", Meaning("deadline", "mixed")),
        (r"(?:.*\bсрок.*|.*\bдат[аы].*)\bфакт.*|факт.*", Meaning("result", rank=4)),
        (r"(?!.*(?:оконч|заверш|конец|конца)).*(?:срок|дат[аы]|период).*начал.*", Meaning("deadline", "start")),
        (
            r"(?!.*(?:оконч|заверш|конец|конца)).*начал[оа]\b.*|с|.*\b(?:сроки?|период|дата) с",
            Meaning("deadline", "start"),
        ),
        (r"(?!.*начал).*(?:срок|дат[аы]|период).*(?:оконч|заверш|конец|конца).*", Meaning("deadline", "end")),
        (r"(?:окончан|завершен|конец).*|по|до|.*\b(?:сроки?|период|дата) (?:по|до)", Meaning("deadline", "end")),
        (r"(?:периодичность|частота|кратность).*", Meaning("deadline", "rate", 1)),
        (r"(?:учебн\w+ )?(?:квартал|четверть|полугодие|триместр|семестр)", Meaning("deadline", "month", 1)),
        (r"месяц[ы]?(?: (?:провед|реализ|исполн|выполн)\w*)?", Meaning("deadline", "month", 1)),
        (r"(?!.*должност).*\bф\.?\s?и\.?\s?о\b.*|фамилия.*", Meaning("responsible", "name", 1)),
        (r"(?!.*\bф\.?\s?и\.?\s?о\b).*должност.*", Meaning("responsible", "post", 1)),
        (r"виды?", Meaning("title", rank=3)),
        (r"контроль|(?:контроль за|кто контрол|контролир).*", Meaning("responsible", "helper")),
    )
)
# The first of these words that a cell prints decides: «Информация об исполнении», «Форма проведения мероприятия».
_WORDS: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"\bсрок|дедлайн", Meaning("deadline")),
        (r"\bдат[аы]\b|\bпериод|^когда|\bвременн\w+ (?:рам|интерв)", Meaning("deadline", rank=1)),
        (r"\bнедел[яи]\b|\bде?н[ьи]\b|\bчисл[оа]\b|календарн|\bграфик", Meaning("deadline", rank=2)),
        (r"\bвремя\b", Meaning("deadline", rank=3)),
        (r"\bсоисполнител|\bпартн[её]р|\bпривлекаем|\bсоответчик", Meaning("responsible", "helper")),
        (r"\bответств|\bисполнител|^кто\b", Meaning("responsible")),
        (r"\bорганизатор|\bкуратор|\bпроводит|\bпроводящ|\bруководител|\bкоординатор", Meaning("responsible", rank=2)),
        (
            r"\bрезультат|\bпоказател|\bиндикатор|\bхарактеристик|\bпродукт|\bдокумент|\bвыход\b|\bэффект\b",
            Meaning("result"),
        ),
        (r"\bвиды? (?:итогов\w+ )?документ", Meaning("result")),
        (r"\bитог|\bотчет|\bкритери|\bрассматр|\bзаслуш|\bподведени|\bгде\b|\bобсужд", Meaning("result", rank=1)),
        (r"\bреализованн|\bвыполненн|\bпринят\w+ мер", Meaning("result", rank=2)),
        (r"\bформ[аы]\b", Meaning("result", rank=2)),
        (r"\bинформаци|\bотметк|\bпримечан|\bисполнени|\bвыполнени|\bход\b|\bстатус|\bкоммент", _REMARK),
        (r"\bмероприят|\bдела\b", Meaning("title")),
        (
            r"\bдействи|\bработ[аы]\b|\bвид\w* (?:деятельност|работ)|^что\b|\bсобыти|\bпоручени|\bзадани",
            Meaning("title", rank=1),
        ),
        (r"\bвопрос|\bтема\b|\bтемы\b|\bтематик|\bобъект|\bпредмет|\bзаняти|\bшаг", Meaning("title", rank=2)),
        (r"\bзадач|\bнаправлени|\bраздел|\bмодул|\bблок|\bэтап|\bсфера", Meaning("title", "group", 3)),
        (
            r"\bмест[оа]\b|\bкласс(?:ы|ов|а)?\b|\bучастник|\bаудитори|\bконтингент|\bкатегори|кол(?:-| |ичест)?во\b",
            _OTHER,
        ),
        (
            r"\bчас(?:ы|ов|а)?\b|\bфинанс|\bбюджет|\bстоимост|\bсумм|\bзатрат|\bссылк|\bтелефон|\bконтакт|\bадрес|\bруб",
            _OTHER,
        ),
        (r"\bцель\b|\bцели\b|\bвид контрол|\bметод|\bтип\b|\bуров(?:ень|ни)|\bохват|\bединиц|\bед\.|\bвозраст", _OTHER),
        (
            r"\bпараллел|\bцелев\w+ (?:групп|аудит)|\bоснован|\bобоснован|\bпроблем|\bматериал|\bресурс|\bзначени",
            _OTHER,
        ),
        (r"\bисточник|\bоб[ъь]?[её]м|\bгрупп[аы]\b|\bприоритет|\bнаправленност|\bприказ|\bцена", _OTHER),
    )
)
# Words that name a column only where no other word does: «Наименование показателя» is a result.
_WEAK = re.compile(r"содержани|наименован|назван|перечень|\bвид[ы]?\b")
# Long stems that are found even where the cell cut the word in two: «Ответст венный».
_STEMS = re.compile(
    r"мероприят|ответственн|исполнител|содержани|наименовани|результат|показател|примечани|срок[иа]?исп"
)
_LOOKALIKES = str.maketrans("aceopxykmhtb", "асеорхукмнтв")


def plain_words(text: str) -> str:
    """Lower-case words of a header cell: hyphenation and letter-spacing mended, Latin lookalikes made Cyrillic."""
    joined = re.sub(r"(?<=[а-яёА-ЯЁ])[-‐]\s+(?=[а-яё])", "", squeeze(text))
    words = joined.lower().replace("ё", "е").strip(" *_.:;,")
    if re.fullmatch(r"(?:\w ){3,}\w", words):
        words = words.replace(" ", "")
    return " ".join(
        word.translate(_LOOKALIKES) if re.search(r"[а-я]", word) and re.search(r"[a-z]", word) else word
        for word in words.split()
    )


@lru_cache(maxsize=20_000)
def meaning_of(text: str) -> Meaning | None:
    """What a header cell says; None when its words name no column."""
    if len(text) > 2 * _LONGEST:
        return None
    words = plain_words(text)
    outside = re.sub(r"\([^)]*\)?", " ", words).strip(" .:;,*") if "(" in words else words
    for one in dict.fromkeys((" ".join(outside.split()), words)):
        if one and len(one) <= _LONGEST and len(one.split()) <= _MOST_WORDS and (found := _meaning(one)):
            return found
    return None


def _meaning(words: str) -> Meaning | None:
    if is_tick_heading(words):
        return Meaning("deadline", "tick")
    for pattern, meaning in _WHOLE:
        if pattern.fullmatch(words):
            return meaning
    found = [(match.start(), place) for place, (pattern, _) in enumerate(_WORDS) if (match := pattern.search(words))]
    if found:
        return _WORDS[min(found)[1]][1]
    if _WEAK.search(words):
        return Meaning("title", rank=1)
    closed = words.replace(" ", "")
    return _meaning(closed) if closed != words and _STEMS.search(closed) else None


def is_weak(text: str) -> bool:
    """Whether a header cell only says «наименование», which the cell above it may make more exact."""
    words = plain_words(text)
    return _WEAK.search(words) is not None and not any(pattern.search(words) for pattern, _ in _WORDS)


def is_tick_heading(words: str) -> bool:
    """«сентябрь», «II кв.», «2024 год»: a column whose marks say when."""
    return _TICK.fullmatch(plain_words(words)) is not None
