"""The words of deadline cells: what a printed word says, whatever its ending, abbreviation or misprint.

Russian endings are cut to stems here and nowhere else, so the grammar speaks of ``month`` and ``quarter`` only.
"""

from domain.deadlines.belarusian import in_russian
from domain.deadlines.misprints import Misprints

# What a word says: the kind that the grammar asks for, its number, and the name that tells words of a kind apart.
Meaning = tuple[str, int, str]

ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
# Keyboards without Roman letters: «ІV», «ХII», «IУ». Alone, «П» and «Ш» are II and III only before «квартал».
_ROMAN_LOOKS = str.maketrans({"І": "I", "Х": "X", "У": "V"})
LOOKS_ROMAN = {"П": 2, "Ш": 3}

_MONTHS = (
    # Russian, its abbreviations, Belarusian.
    ("январ", "янв", "студзен"),
    ("феврал", "февр", "фев", "лют"),
    ("март", "мар", "сакавік"),
    ("апрел", "апр", "красавік"),
    ("май", "мая", "мае", "маю", "маем", "травен"),
    ("июн", "чэрвен"),
    ("июл", "ліпен"),
    ("август", "авг", "жнів", "жнівен"),
    ("сентябр", "сент", "сен", "верас", "верасен"),
    ("октябр", "окт", "кастрычнік"),
    ("ноябр", "нояб", "ноя", "лістапад"),
    ("декабр", "дек", "снеж", "снежан"),
)
_MONTH_ENDINGS = ("", "а", "е", "я", "ь", "ю", "ем", "ом", "у", "ы", "ага", "ым", "ні", "і", "ня")
MONTHS = {stem + ending: n for n, stems in enumerate(_MONTHS, 1) for stem in stems for ending in _MONTH_ENDINGS}

_ADJECTIVE = ("ый", "ий", "ой", "ого", "ому", "ым", "ом", "ое", "ая", "ую", "ые", "ых")
_SOFT = ("ий", "ье", "ья", "ью", "ьей", "ьего", "ьему", "ьем", "ьи")
_ORDINALS = (
    *("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат"),
    *("двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат"),
    "двадцат",
)
_CARDINALS = (
    ("один", "одного", "одному", "одна", "одной", "одну"),
    ("два", "две", "двух"),
    ("три", "трех"),
    ("четыре", "четырех"),
    ("пять", "пяти"),
    ("шесть", "шести"),
    ("семь", "семи"),
    ("восемь", "восьми"),
    ("девять", "девяти"),
    ("десять", "десяти"),
)
ORDINALS = {stem + ending: n for n, stem in enumerate(_ORDINALS, 1) for ending in _ADJECTIVE if n != 3}
ORDINALS |= {"трет" + ending: 3 for ending in _SOFT} | {"тридцат" + ending: 30 for ending in _ADJECTIVE}
TENS = {"двадцать": 20, "тридцать": 30}
_NUMBERS = ORDINALS | {word: n for n, words in enumerate(_CARDINALS, 1) for word in words}

_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_WEEKDAY_ENDINGS = ("", "а", "е", "у", "ы", "и", "ам", "ах", "ой", "ом", "ам", "я", "ю", "ям")
_WEEKDAY_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

# Whole words: these forms have a meaning of their own and must not be cut to a stem.
_WORDS = {
    **dict.fromkeys(("г", "год", "года", "году", "годом", "годзе"), ("year", 0)),
    **dict.fromkeys(("гг", "годы", "годов", "годах", "лет"), ("years", 0)),
    **dict.fromkeys(("кв", "кварт"), ("quarter", 0)),
    **dict.fromkeys(("уч", "учеб"), ("school", 0)),
    **dict.fromkeys(("пол", "полг", "полуг", "полугод", "полгода"), ("half", 0)),
    **dict.fromkeys(("зима", "зимой", "зимы", "зиму"), ("season", 4)),
    **dict.fromkeys(("весна", "весной", "весны", "весну"), ("season", 1)),
    **dict.fromkeys(("лето", "летом", "лета"), ("season", 2)),
    **dict.fromkeys(("осень", "осенью", "осени"), ("season", 3)),
    **dict.fromkeys(("до", "да", "к", "ко"), ("until", 0)),
    **dict.fromkeys(("с", "со", "з", "начиная", "от"), ("from", 0)),
    **dict.fromkeys(("по", "па"), ("by", 0)),
    **dict.fromkeys(("и", "і"), ("and", 0)),
    **dict.fromkeys(("далее", "дальше", "дальнейшем", "затем", "впоследствии"), ("then", 0)),
    **dict.fromkeys(("раз", "раза", "р", "разу"), ("times", 0)),
    "единожды": ("twice", 1),
    "однократно": ("twice", 1),
    "дважды": ("twice", 2),
    "трижды": ("twice", 3),
    **dict.fromkeys(("начало", "начале", "начала", "началу"), ("beginning", 0)),
    **dict.fromkeys(("конец", "конце", "конца", "концу", "окончания", "окончанию", "кон"), ("end", 0)),
    **dict.fromkeys(("середина", "середине", "середины", "середину"), ("middle", 0)),
    **dict.fromkeys(("день", "дня", "дней", "дню", "дн"), ("days", 0)),
    **dict.fromkeys(("неделя", "неделю", "недели", "неделе", "недель", "нед"), ("week", 0)),
    **dict.fromkeys(("мес", "месяц", "месяца", "месяце", "месяцу", "месяцев"), ("month-word", 0)),
    **dict.fromkeys(("тек", "текущего", "текущем", "текущий", "этого", "нынешнего", "данного"), ("this", 0)),
}
_WORDS |= {stem + end: ("weekday", n) for n, stem in enumerate(_WEEKDAYS, 1) for end in _WEEKDAY_ENDINGS}
_WORDS |= {short: ("weekday", n) for n, short in enumerate(_WEEKDAY_SHORT, 1)}
_WORDS |= {word: ("number", value) for word, value in _NUMBERS.items()}

# Stems, tried in this order; the second field is the kind, the third what the stem itself says.
_STEMS: tuple[tuple[str, str, int | str], ...] = (
    ("ежегод", "every", "yearly"),
    ("штогод", "every", "yearly"),
    ("штокварт", "every", "quarterly"),
    ("штомес", "every", "monthly"),
    ("штотыд", "every", "weekly"),
    ("пастаянн", "always", 0),
    ("ежекварт", "every", "quarterly"),
    ("ежекв", "every", "quarterly"),
    ("ежемес", "every", "monthly"),
    ("еженед", "every", "weekly"),
    ("ежедн", "every", "daily"),
    ("ежечетв", "every", "school-quarters"),
    ("ежеполугод", "every", "half-yearly"),
    ("поквартальн", "every", "quarterly"),
    ("помесячн", "every", "monthly"),
    ("понедельно", "every", "weekly"),
    ("кажд", "each", 0),
    ("квартал", "quarter", 0),
    ("полугоди", "half", 0),
    ("полугодов", "half", 0),
    ("четверт", "term", 0),
    ("четв", "term", 0),
    ("каник", "holidays", 0),
    ("учебн", "school", 0),
    ("календарн", "calendar", 0),
    ("последн", "last", 0),
    ("половин", "month-part", 2),
    ("декад", "month-part", 3),
    ("осенн", "season-of", 3),
    ("зимн", "season-of", 4),
    ("весенн", "season-of", 1),
    ("летн", "season-of", 2),
    ("субботни", "weekday-days", 6),
    ("воскресны", "weekday-days", 7),
    ("рабоч", "working", 0),
    ("числ", "day-number", 0),
    ("постоян", "always", 0),
    ("круглогод", "always", 0),
    ("круглосут", "always", 0),
    ("бессрочн", "always", 0),
    ("систематич", "always", 0),
    ("регулярн", "always", 0),
    ("непрерывн", "always", 0),
    ("следующ", "following", 0),
    ("последующ", "following", 0),
    ("отчетн", "reporting", 0),
)
# «последующие годы» goes on, it is not the last of anything.
_LONGEST_FIRST = sorted(_STEMS, key=lambda entry: -len(entry[0]))

# Long words that are often mistyped; shorter ones are too near to other words («карта», «июня» and «июля»).
_MISTYPED = (
    *(form for form in MONTHS if len(form) >= 6),
    *(
        "ежегодно",
        "ежеквартально",
        "ежемесячно",
        "еженедельно",
        "ежедневно",
        "постоянно",
        "систематически",
        "регулярно",
    ),
    *("полугодие", "полугодия", "четверть", "четверти", "квартал", "квартала", "каникулы", "каникул", "половина"),
    *("учебного", "календарного", "понедельник", "воскресенье", "последний", "последняя"),
)
_MISPRINTS = Misprints(_MISTYPED)
_LATIN_LOOKS = str.maketrans("aekmopctyxhb", "аекморстухнв")


def folded(word: str) -> str:
    """A word in lower case and in Russian, with «е» for «ё» and Cyrillic letters for Latin ones that look like them."""
    small = word.lower()
    return in_russian(small).replace("ё", "е").translate(_LATIN_LOOKS)


def meaning(word: str) -> Meaning:
    """What a word says; kind "word" and the word itself in lower case when it says nothing about time."""
    if roman := ROMAN.get(word.translate(_ROMAN_LOOKS)):
        return "number", roman, "roman"
    plain = folded(word)
    return known(plain) or known(_MISPRINTS.meant(plain)) or ("word", 0, plain)


def known(plain: str) -> Meaning | None:
    """What a word in lower case says without any mending; None for a word that says nothing about time."""
    if plain in MONTHS:
        return "month", MONTHS[plain], plain
    if plain in _WORDS:
        kind, value = _WORDS[plain]
        return kind, value, plain
    for stem, kind, said in _LONGEST_FIRST:
        if plain.startswith(stem):
            return (kind, 0, said) if isinstance(said, str) else (kind, said, plain)
    return None
