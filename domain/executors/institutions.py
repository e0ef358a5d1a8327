"""What an institution is by its name: a school of which sort, a kindergarten, an institution of additional education…

One table serves names and groups: «Гимназия № 1 г. Полоцка» and «гимназии района» say the same of themselves. The kinds
are those of the laws on education (in Russia № 273-ФЗ, article 23).
"""

import re
from functools import lru_cache
from typing import Literal

from domain.people import Organisation
from domain.words.stems import stem
from domain.words.tokens import plain

Kind = Literal[
    "school",
    "secondary",
    "basic",
    "primary",
    "gymnasium",
    "lyceum",
    "evening",
    "boarding",
    "special",
    "kindergarten",
    "additional",
    "creative",
    "sports",
    "arts",
    "college",
    "office",
    "methodical",
    "other",
]
Kinds = frozenset[Kind]

# Each of them is a school, or an institution of additional education, as well.
SCHOOLS: Kinds = frozenset({"secondary", "basic", "primary", "gymnasium", "lyceum", "evening", "boarding"})
_ADDITIONAL: Kinds = frozenset({"creative", "sports", "arts"})
EDUCATIONAL: Kinds = SCHOOLS | _ADDITIONAL | {"school", "special", "kindergarten", "additional", "college"}

# Legal forms: «МБУ», «МАОУ», «ГУ».
_FORM = r"(?:[мгкчо]{1,3}[бак]?(?:оу|у)|гу)"
_BETWEEN = r"(?: ?\(?[\w-]+(?:ая|ие|ые|ой|ых|их)\)?)?"


def _word(*listed: str) -> str:
    """A pattern for whole words."""
    return rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)"


# What is found is taken out of the words before the next line is looked for.
_TABLE: tuple[tuple[str, Kind], ...] = (
    (r"бухгалтер\w*|обслуживани\w*|обеспечени\w*|(?<!\w)лагер\w*|библиотек\w*|детск\w+ дом(?:а|ы|ов)?(?!\w)", "other"),
    (r"(?:психолого|социально)-\w*|" + _word(r"т?пмпк", r"ппмс\w*", "цб", "цбс", "зол", "црб", "срц"), "other"),
    (
        r"[\w-]*методическ\w* (?:центр|кабинет|служб)\w*|" + _word("имц", "рмк", "румк", "гмц", "цро", "цнппм"),
        "methodical",
    ),
    (r"центр\w* (?:развития|сопровождения) (?:\w+ )?образования|дом\w* учителя", "methodical"),
    (
        r"(?:управлени|отдел|комитет|департамент)\w*(?: \(отдел\w*\))? (?:по )?(?:общ\w+ )?(?:образовани|адукацыі)\w*"
        r"|аддзел\w* (?:па )?адукацыі|" + _word("роо", "гоо", "уо", "роно", "районо", "гороно"),
        "office",
    ),
    (r"школ\w* искусств|(?:музыкальн|художественн|хореографическ)\w* школ\w*|" + _word("дши", "дмш", "дхш"), "arts"),
    (r"(?:спортивн|шахматн)\w* школ\w*|" + _word(r"с?дюс?сшо?р?", "дюсш", "сдюшор", "сшор"), "sports"),
    (r"творчеств\w*|творчасці|станци\w* юн\w+ \w+|двор(?:ец|ц)\w*|внешкольн\w* \w+|дом\w* пионеров", "creative"),
    (r"(?:дет\w+|дзяцей) (?:и|і) (?:молод|моладз)\w*|детско-юношеск\w* центр\w*|кванториум\w*|it-?куб\w*", "creative"),
    (
        _word("ддт", r"ддют\w?", "ддиют", r"цдт\w?", r"цдю\w*", r"цдию\w*", "цвр", "дюц", "сют", "сюн", "дтдм", "цтдм"),
        "creative",
    ),
    (rf"(?<!\w){_FORM} ?дод?(?!\w)|" + _word("дод", "цдод?", "удод?", "одод?", "уодо", "уодм"), "additional"),
    (r"дополнительн\w* образован\w*(?: дет\w+)?|(?:и )?дополнительн\w+(?= и|,| образован)", "additional"),
    (rf"начальн\w*{_BETWEEN} школ\w*|(?<!\w)нш(?=дс)|" + _word("нош", "нш"), "primary"),
    (r"(?:детск\w+|дет\.?|дзіцяч\w+) ?-?сад\w*|ясл\w*(?:[ -]сад\w*)?|д/с\w*|(?<!\w)\w{0,3}доу(?!\w)", "kindergarten"),
    (
        _word("дс", "доо", "црр", r"сад(?:а|ы|ов|ик\w*)?") + r"|дошкольн\w*(?: (?:образован|отделен)\w*)?",
        "kindergarten",
    ),
    (r"развити\w+ ребенка", "kindergarten"),
    (
        r"колледж\w*|техникум\w*|(?<!суворовское )(?<!кадетское )училищ\w*|средн\w* специальн\w*(?: образован\w*)?",
        "college",
    ),
    (
        r"профессиональн\w*(?: (?:\w+ )?(?:образовани|лице)\w*)?|" + _word(r"\w{0,4}поу", "спо", "поо", "уссо", "упо"),
        "college",
    ),
    (r"коррекционн\w*|(?:вспомогательн|специальн)\w* (?:школ|образован)\w*|цкроир", "special"),
    (r"(?:школ\w*-)?интернат\w*", "boarding"),
    (r"вечерн\w*(?: \(сменн\w*\))?(?: \w+ая| \w+ие)? школ\w*|" + _word("осош", "всош"), "evening"),
    (r"гимнази(?:я|и|ю|й|ей|ям|ями|ях)(?!\w)|гімназі\w*", "gymnasium"),
    (r"(?<!\w)лице(?:й|я|ю|ем|е|и|ев|ям|ях|ями)(?!\w)|ліцэ\w*", "lyceum"),
    (rf"(?:основн|базов|девятилетн)\w*{_BETWEEN} школ\w*|" + _word("оош", "бш"), "basic"),
    (rf"средн\w*{_BETWEEN}{_BETWEEN} школ\w*|сярэдн\w* школ\w*|" + _word("сош", "сш"), "secondary"),
    (r"общеобразовательн\w*(?: (?:школ|организаци|учреждени)\w*)?|" + _word("уосо", "упк"), "school"),
    (r"(?:учебно-педагогическ|образовательн)\w* (?:комплекс|центр)\w*|центр\w* образования", "school"),
    (r"(?<!\w)(?:общ(?:его|ему|ее)|агульнай?)(?: (?:средн|базов|сярэдн)\w*)?(?!\w)", "school"),
    (r"(?:основн|базов|средн|сярэдн)\w* (?=образован|адукац)", "school"),
    (r"кадетск\w*(?: \w+)?|" + _word(r"школ(?:а|ы|е|у|ой|ам|ами|ах)?"), "school"),
)
_PATTERNS = tuple((re.compile(pattern), kind) for pattern, kind in _TABLE)
# A name whose words are none of these but which is headed so is a centre of some kind, no school.
_CENTRE = re.compile(r"центр|(?<!\w)дом(?!\w)|клуб|станци|цэнтр")
_TOWN = re.compile(r"(?<!\w)(?:г\.п|гп|г|аг|д|с|п|пос)\. ?([А-ЯЁ][\w-]*)")
_DISTRICT = re.compile(
    r"(?<!\w)([А-ЯЁ][\w-]*[сц]к)(?:ого|ой|их|им|ий|ом|ая|ага|ай)(?! (?:област|кра[йя]|республик)|\w)"
)


@lru_cache(maxsize=4096)
def kinds_in(words: str) -> tuple[Kinds, str]:
    """The kinds that the words (in plain form) name, and the words that are left."""
    kinds: set[Kind] = set()
    for pattern, kind in _PATTERNS:
        words, times = pattern.subn(" ", words)
        if times:
            kinds.add(kind)
    return frozenset(kinds), words


def kinds_of(organisation: Organisation) -> Kinds:
    """What an organisation is: regions and districts are offices, a school may be two things at once («школа-сад»).

    A school whose name does not tell counts as a secondary school.
    """
    if organisation.kind != "school":
        return frozenset({"office"})
    name = plain(organisation.name)
    if name.startswith("филиал"):
        # «Филиал Залесский детский сад МБОУ «Рощинская СОШ»»
        name = re.split(rf"(?<!\w){_FORM}(?!\w)", name)[0]
    found, rest = kinds_in(name)
    found -= {"office"}
    if "other" in found:
        return frozenset({"other"})
    if found & (_ADDITIONAL | {"additional"}) or (not found and _CENTRE.search(rest)):
        # «МБУ ДО «СШ № 1»»: in a form of additional education «СШ» is a school of sports.
        sort: Kinds = frozenset({"sports"} if "secondary" in found else {"creative"})
        return (found & _ADDITIONAL or sort) | {"additional"}
    if "methodical" in found:
        return frozenset({"methodical"})
    if found & SCHOOLS or ("special" in found and not re.search("центр|цкроир", name)):
        return found | {"school"}
    if not found or ("school" in found and "special" not in found):
        return found | {"school", "secondary"}
    return found


def numbers_in(name: str) -> frozenset[int]:
    """The numbers in an organisation's name («СОШ №2», «ГУО «Средняя школа № 7 г. Витебска»»)."""
    return frozenset(int(number) for number in re.findall(r"\d{1,4}", name))


def towns_in(words: str) -> frozenset[str]:
    """The towns and villages that the words name («г. Полоцка», «с. Луговое»), without endings."""
    return frozenset(stem(plain(town)) for town in _TOWN.findall(words))


def districts_in(words: str) -> frozenset[str]:
    """The districts that the words name by their adjectives («Лидского райисполкома»), without endings."""
    return frozenset(plain(district) for district in _DISTRICT.findall(words))
