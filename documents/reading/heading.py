"""What stands above the table: the title, the period and the country of a roadmap."""

import re
from typing import Literal

from documents.reading.grid import squeeze

_TITLE = re.compile(
    r"^\W*(?:дорожная карта|план\b|план-график|проект\b|программа\b|комплекс мер|график\b|мероприятия\b|"
    r"перспективный план|сетевой)",
    re.IGNORECASE,
)
_AFTER_TITLE = re.compile(r"^(?:цель|цели|задачи|паспорт|введение|основание|№|\d+\.)", re.IGNORECASE)
_APPROVAL = re.compile(r"утвержда|согласован|приложение|приказ|^к приказу|^от «?\d", re.IGNORECASE)
_BELARUS = re.compile(
    r"белорус|беларус|(?:рай|гор|обл)исполком|исполнительного комитета|витебск|гродненск|гомельск|могил[её]вск|"
    r"брестск|минск(?!ая слобода)|волковыск|УОСО|\bГУО\b|учреждени\w+ общего среднего образования|\bг\.п\.|аг\.\s",
    re.IGNORECASE,
)
_RUSSIA = re.compile(
    r"росси[йи]|\bРФ\b|\bМ[БАК]?ОУ\b|\bМБДОУ\b|\bМКУ\b|\bМБУ\b|\bГБОУ\b|\bФГОС|ФИОКО|\bкра[йя]\b|"
    r"республики (?!беларусь)[а-яё]+|муниципальн|федеральн|точка роста|\bОГЭ\b|\bЕГЭ\b",
    re.IGNORECASE,
)


def clean(line: str) -> str:
    """A heading line without the marks of emphasis."""
    return squeeze(line).strip("*_#").strip()


def title_of(lines: tuple[str, ...]) -> str:
    """The heading of the document in one line: from its first word («План», «Дорожная карта») to the next gap."""
    cleaned = [clean(line) for line in lines]
    begin = next((i for i, line in enumerate(cleaned) if _TITLE.match(line)), None)
    if begin is None:
        rest = [line for line in cleaned if line and not _APPROVAL.search(line)]
        return max(rest, key=len, default="")[:300]
    end = begin + 1
    while end < len(cleaned) and cleaned[end] and not _AFTER_TITLE.match(cleaned[end]):
        end += 1
    return " ".join(cleaned[begin:end])[:1000]


def country_of(text: str) -> Literal["RU", "BY"] | None:
    """The country whose institutions the text names more often; None when it names none or both alike."""
    belarus, russia = len(_BELARUS.findall(text)), len(_RUSSIA.findall(text))
    if belarus == russia:
        return None
    return "BY" if belarus > russia else "RU"
