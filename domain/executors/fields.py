"""What a deputy head is for: «по УВР», «по учебной и воспитательной работе», «(АХЧ)», and which field is nearest.

A field is written with one letter for each of its parts, in the order in which they are named: «УВ» for «УВР» and
«учебно-воспитательная работа», «М» for «МР». By «по УР» a district means the deputy who has the teaching, and each
school shares the fields out in its own way: where a school has nobody for exactly this field, the nearest one answers.
«УВР» covers УР and ВР, «УМР» covers МР and УР; for «УВР» a deputy for УР is nearer than one for ВР.
"""

from collections.abc import Sequence
from enum import IntEnum

from domain.executors.spelling import COMMA
from domain.words import listed

# Parts of a field by the beginnings of their words; what is none of these stands for itself.
_PARTS = (
    ("учебн", "У"), ("воспит", "В"), ("методич", "М"), ("научн", "Н"), ("хозяйств", "Х"), ("административн", "Х"),
    ("безопасн", "Б"), ("информат", "И"), ("информац", "И"), ("цифров", "И"), ("икт", "И"), ("производств", "П"),
    ("основн", "О"), ("охран", "Т"),
)  # fmt: skip
_ACRONYMS = {
    "ур": "У", "вр": "В", "увр": "УВ", "нмр": "НМ", "мр": "М", "умр": "УМ", "вмр": "ВМ", "нр": "Н", "упр": "УП",
    "овр": "В", "увп": "УВ", "ахч": "Х", "ахр": "Х", "хч": "Х", "хр": "Х", "ахд": "Х", "бж": "Б", "об": "Б",
    "ит": "И", "от": "Т",
}  # fmt: skip
# Fields of teaching and upbringing; they are shared out in each school in another way.
_TEACHING = frozenset("УВМНО")
# «заместитель директора по основной деятельности»: any deputy but that for the house (Belarus).
_MAIN = "О"
# «заместитель директора по У»: a cell that breaks off.
_BROKEN_OFF = "у"
# What the head of the teaching, «завуч», is for.
TEACHING = ("У", "УВ")
_NOISE = listed(
    "по па и работ част деятельност вопрос процесс на при школ класс общ начальн средн старш звен категор высш "
    "администрац образован"
)


class Fit(IntEnum):
    """How well somebody fits a post, best first.

    UNSURE: they fit as far as their position tells («классный руководитель» of an unknown class); they are taken too.
    NEAR and FAR are taken only where an institution has nobody better, LAST where the whole district has nobody better.
    """

    EXACT = 0
    UNSURE = 1
    NEAR = 2
    FAR = 3
    LAST = 4


def fields_in(words: Sequence[str]) -> tuple[str, ...]:
    """The fields that the words behind «заместитель директора» name (as ``spelt`` gives them)."""
    fields: list[str] = []
    parts: list[str] = []
    for word in [*words, COMMA]:
        if word in {COMMA, "и"}:
            fields += ["".join(parts)] if parts else []
            parts = []
        elif word in _ACRONYMS:
            fields.append(_ACRONYMS[word])
        elif word not in _NOISE and (len(word) > 1 or word == _BROKEN_OFF):
            part = next((letter for start, letter in _PARTS if word.startswith(start)), f"<{word}>")
            parts += [part] if part not in parts else []
    return tuple(dict.fromkeys(fields))


def is_known(field: str) -> bool:
    """Whether a field is one that schools have deputies for."""
    return "<" not in field


def fit_fields(asked: Sequence[str], held: Sequence[str]) -> Fit | None:
    """How a deputy for the fields ``held`` fits one who is asked for; None: not at all. No fields: not said which."""
    if not asked:
        return Fit.EXACT
    found = [fit for field in asked if (fit := _fit_field(field, held)) is not None]
    return min(found, default=None)


def _fit_field(asked: str, held: Sequence[str]) -> Fit | None:
    taught = bool(_TEACHING & set(asked))
    if not held:
        return Fit.NEAR if taught else None
    union = "".join(held)
    if asked in held or set(asked) == set(union) or (asked == _MAIN and _TEACHING & set(union)):
        return Fit.EXACT
    if _MAIN in union and taught:
        return Fit.NEAR
    if not is_known(asked):
        return Fit.NEAR if asked in union else None
    shared = set(asked) & set(union)
    if asked[0] in union and (shared == set(asked) or shared == set(union)):
        return Fit.NEAR
    return Fit.FAR if shared else None
