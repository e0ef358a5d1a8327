"""Capital letters that stand for who answers: legal forms, kinds of schools, district bodies, groups and posts."""

import re
from typing import Literal

from domain.words import listed
from domain.words.heads import adjective_case, head

AcronymKind = Literal["form", "school", "institution", "group", "role", "unknown"]

# Legal forms stand before a name: «МБОУ «СОШ № 5»», «МБУ ДО «ЦДТ»».
_FORMS = (
    "МБОУ МАОУ МКОУ МОУ ГБОУ ГКОУ ГАОУ ГОУ БОУ КОУ ГУО ГУДО ГУ МБДОУ МДОУ МАДОУ МКДОУ ГБДОУ МБУ МКУ МАУ ГАУ ГБУ ГКУ "
    "ОГБУ ОГКУ КГБУ КГКУ БУ ФГБОУ ФГБУ ФГКУ ФКУ МБУДО МАУДО МБУК МКУК МУК ГУК ГУСО ОГБПОУ ГБПОУ КГБПОУ ГАПОУ ГПОУ АНО "
    "АНОО НКО ОАО ООО ЗАО ПАО АО ЧУП УП РУП КУП КСУП СПК ЧОУ НОУ УЗ ДО ДОД ДПО ПО РК РС"
)
_SCHOOLS = "СШ СОШ ООШ НОШ БШ ДДТ ЦДТ ДЮСШ СДЮШОР ДШИ ДМШ ДХШ ЦДОД ЦВР ЦДО УПК ЦРР ДС УПЦ СЮТ СЮН"
_INSTITUTIONS = (
    "ИМЦ РМК РУМК ДИРО ИРО АПО КДН ПДН ОПДН ОДН ИДН ОВД РОВД МВД УВД ГИБДД ОГИБДД ГАИ ОГАИ МЧС РОЧС ГРОЧС ОЧС ЦРБ ЦГЭ "
    "ЦГиЭ ЦЗН ЦБС РДК СДК ДК КДЦ РОО УО ПМПК ТПМПК ТЦСОН КЦСОН СРЦ ФАП РДДМ РДШ БРСМ БРПО ДОСААФ ВДПО ОСВОД ЦКРОиР "
    "ЦНППМ РЦОИ ГЦРО ЦРО ММЦ РЦРО КДНиЗП ФОК ФОЦ ФСК ЦОПП ЕДДС РРЦ"
)
_GROUPS = "ОО ОУ ДОУ ДОО УДО УДОД УОСО ПОО ОДО ШМО РМО ГМО ОМО МО ППО ППк ПМПк СППС СПС СМИ УПО ЮИД ДЮП ВТГ УОДО"
_ROLES = "ПДО ИП"
_KNOWN: dict[str, AcronymKind] = {
    **dict.fromkeys(_FORMS.split(), "form"),
    **dict.fromkeys(_ROLES.split(), "role"),
    **dict.fromkeys(_SCHOOLS.split(), "school"),
    **dict.fromkeys(_INSTITUTIONS.split(), "institution"),
    **dict.fromkeys(_GROUPS.split(), "group"),
}
# What a deputy is for and what a teacher teaches: never a party.
SUBJECTS = listed(
    "УВР ВР УР НМР МР УМР ВМР ОВР УПР НР ИКТ ИТ АХЧ АХР ХЧ ХР БЖ ОТ ТБ ПВ ОБЖ ОБЗР ИЗО МХК ОДНКНР ОРКСЭ ФК ДПЮ ЧЗС ГПД "
    "ФЗК АФК НВП ОПК ЕГЭ ОГЭ ВПР ВСОКО ФГОС ПАВ ПДД"
)
# Joined to the acronym before: «КДН и ЗП», «ГО и ЧС».
TAILS = listed("ЗП ЧС НС МП ДМ ВР УВР ПРО ППРО РО")
# Whose department an acronym before them is: «ИДН РОВД», «администрация МО «Город Тайга»».
SUPERIORS = listed("ОВД РОВД УВД МВД ГУВД УМВД ОМВД МО")
_LONGEST = 5
_SHAPE = re.compile(r"[А-ЯЁ](?:[А-ЯЁ]|и(?=[А-ЯЁ])){1,8}к?")
_DEPUTY = re.compile(r"ЗД?(?:УВР|ВР|УР|НМР|АХЧ|АХР|МР|УМР|БЖ|ИКТ|УПР)")
_FORM = re.compile(r"[А-Я]{1,5}(?:ОУ|БУ|КУ|АУ)(?:ДО)?")


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals as acronyms are («ЦГиЭ» and «ППк» too)."""
    return _SHAPE.fullmatch(word) is not None


def acronym_kind(word: str) -> AcronymKind | None:
    """What an acronym stands for; None for a word that is none, or that never names a party («УВР»)."""
    if word in SUBJECTS or not is_acronym(word):
        return None
    if known := _KNOWN.get(word):
        return known
    if _DEPUTY.fullmatch(word):
        return "role"
    if head(word) or (len(word) > _LONGEST and adjective_case(word)):
        return None
    return "form" if len(word) >= 4 and _FORM.fullmatch(word) else "unknown"
