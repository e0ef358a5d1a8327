"""Belarusian words of deadline cells as the Russian ones that say the same, so that the grammar knows one language.

Months are not here: the vocabulary names them in both languages.
"""

_ORDINALS = {"перш": "первый", "трэц": "третий", "чацвёрт": "четвертый", "дзясят": "десятый"}
_ORDINAL_ENDINGS = ("ы", "і", "ая", "яя", "ай", "яй", "ага", "яга", "аму", "ую", "юю", "ым", "ім", "ыя", "ія")

_WORDS = {
    **dict.fromkeys(("у", "ў"), "в"),
    "ва": "во",
    **dict.fromkeys(("працягу", "працяг"), "протяжении"),
    **dict.fromkeys(("перыяд", "перыядзе"), "период"),
    **dict.fromkeys(("тыдзень", "тыдню"), "неделя"),
    **dict.fromkeys(("тыдня", "тыдні", "тыдняў"), "недели"),
    **{stem + ending: said for stem, said in _ORDINALS.items() for ending in _ORDINAL_ENDINGS},
    **dict.fromkeys(("дзень", "дня"), "день"),
    **dict.fromkeys(("дзен", "дзён"), "дней"),
    "месяцы": "месяц",
    **dict.fromkeys(("гадоў", "гады"), "годы"),
    **dict.fromkeys(("пачатак", "пачатку"), "начале"),
    **dict.fromkeys(("канец", "канца", "канцы", "канцу"), "конца"),
    **dict.fromkeys(("сярэдзіна", "сярэдзіне"), "середине"),
    **dict.fromkeys(("разы", "разоў"), "раза"),
    **dict.fromkeys(("лета", "летам"), "лето"),
    **dict.fromkeys(("зіма", "зімой"), "зима"),
    **dict.fromkeys(("вясна", "вясной"), "весна"),
    **dict.fromkeys(("восень", "восенню"), "осень"),
    # «другая», «другую» are Russian words too and say «another».
    **dict.fromkeys(("другі", "другога"), "второй"),
    "далей": "далее",
    "пазней": "позднее",
    "раней": "ранее",
    "пасля": "после",
    "згодна": "согласно",
    **dict.fromkeys(("увесь", "ўвесь"), "весь"),
    "меры": "мере",
    "неабходнасці": "необходимости",
    **dict.fromkeys(("рэгулярна", "сістэматычна"), "регулярно"),
    "панядзелак": "понедельник",
    "аўторак": "вторник",
    "серада": "среда",
    "чацвер": "четверг",
    "пятніца": "пятница",
    "субота": "суббота",
    "нядзеля": "воскресенье",
}
# Stems: the ending is kept, since the grammar looks at stems of these words only.
_STEMS = (
    ("навучальн", "учебн"),
    ("каляндарн", "календарн"),
    ("чвэрц", "четверт"),
    ("паўгоддз", "полугоди"),
    ("канікул", "каникул"),
    ("кожн", "кажд"),
    ("апошн", "последн"),
    ("наступн", "следующ"),
    ("справаздачн", "отчетн"),
    ("асенн", "осенн"),
    ("восеньск", "осенн"),
    ("зімов", "зимн"),
    ("зімн", "зимн"),
    ("вясенн", "весенн"),
    ("веснав", "весенн"),
    ("графік", "график"),
    ("рэалізацы", "реализаци"),
    ("узгадненн", "согласовани"),
    ("адпаведнасц", "соответстви"),
)


def in_russian(word: str) -> str:
    """A Belarusian word in lower case as the Russian one; any other word as it is."""
    if said := _WORDS.get(word):
        return said
    stem = next(((own, russian) for own, russian in _STEMS if word.startswith(own)), None)
    return word if stem is None else stem[1] + word[len(stem[0]) :]
