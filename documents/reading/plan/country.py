"""The country of a plan: whose institutions, examinations and territories its words name."""

import re
from typing import Literal

Country = Literal["RU", "BY"]

_BELARUS = (
    re.compile(
        r"белорус|беларус|(?:рай|гор|обл)исполком|исполнительн\w+ комитет|витебск|гродненск|гомельск|могил[её]вск|"
        r"брестск|(?<!\w)минск(?!ая слобода)|волковыск|учреждени\w+ общего среднего образования|"
        r"шесто\w+ школьн\w+ д(?:ень|н)|централизованн\w+ (?:тестирован|экзамен)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:УОСО|ГУО|ГУДО|БРСМ|БРПО|ИДН|РОЧС|ГРОЧС|ОПФР|ЦКРОиР)\b|\bЦ[ТЭ]\b(?!\s?[«\"])|"
        r"(?<![\w.])г\.\s?п\.\s?[А-ЯЁ]|(?<!\w)аг\.\s?[А-ЯЁ]"
    ),
)
_RUSSIA = (
    re.compile(
        r"росси[йи]|муниципальн|федеральн|точк\w+ роста|движени\w+ первых|юнарм|разговор\w+ о важном|"
        r"ск(?:ий|ого|ому|ом) кра[йяюе]\b|"
        r"\b(?!брест|витеб|гомель|гроднен|минск|могил)[а-яё-]+ск(?:ая|ой|ую) област|"
        r"\bреспублик\w+ (?!беларусь|белорус)(?-i:[А-ЯЁ])[а-яё]+|\b(?!белорусск)[а-яё-]+ская (?-i:Республика)|"
        r"городско\w+ округ",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:РФ|М[БАК]?Д?ОУ|[ГБ]Б?П?ОУ|ГК?ОУ|ГАП?ОУ|[КО]ГБ\w{1,3}|М[БАК]У[КЗС]?|ФБУЗ|МБУДО|МАУДО|ГБУ|ГАУ|ФГОС|ФГБУ|ФОП|ФИОКО|"
        r"О?ГИА|[ОЕ]ГЭ|ВПР|ГТО|РДДМ|РДШ|ОВЗ|ОБЗР|О?ПДН|О?ГИБДД|ВсОШ)\b|\bОО\b(?!\s?(?:[«\"]|[А-ЯЁ]{2}))"
    ),
)
# Alone each of these is said in both countries; several of one side and none of the other tell.
_BELARUS_HINTS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (r"учреждени\w+ образования", r"(?:отдел|управлени)\w* по образованию", r"\bучащи[емх]")
)
_RUSSIA_HINTS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"(?:обще)?образовательн\w+ организаци",
        r"(?:отдел|управлени|департамент)\w* образования",
        r"\bобучающ",
    )
)
_LEAST_HINTS = 2


def country_of(text: str) -> Country | None:
    """The country whose institutions the text names more often; None when it names none or both alike."""
    belarus, russia = _count(_BELARUS, text), _count(_RUSSIA, text)
    if belarus == russia == 0:
        belarus, russia = _hints(_BELARUS_HINTS, text), _hints(_RUSSIA_HINTS, text)
        if min(belarus, russia) > 0 or max(belarus, russia) < _LEAST_HINTS:
            return None
    if belarus == russia:
        return None
    return "BY" if belarus > russia else "RU"


def _count(signs: tuple[re.Pattern[str], ...], text: str) -> int:
    return sum(len(sign.findall(text)) for sign in signs)


def _hints(signs: tuple[re.Pattern[str], ...], text: str) -> int:
    return sum(sign.search(text) is not None for sign in signs)
