"""Whether a post that somebody holds is the one that a plan asks for."""

from domain.executors.classes import lacks_letters, meet
from domain.executors.fields import Fit, fit_fields
from domain.executors.posts import (
    CLASS_TEACHER,
    COORDINATOR,
    DEPUTY,
    EDUCATOR,
    HOUSEKEEPER,
    LECTURER,
    PEDAGOGUE,
    SUBJECT_TEACHER,
    TEACHER,
    UNION,
    Post,
)
from domain.words import listed

_TEACHERS = frozenset({TEACHER, SUBJECT_TEACHER, LECTURER})
# Who are «педагоги»: the posts of pedagogical workers (in Russia Government Decree № 225 of 21.02.2022), without those
# who lead.
_PEDAGOGUES = _TEACHERS | listed(
    "педагог психолог соцпедагог логопед дефектолог организатор пдо воспитател старшвоспитател классрук музрук тренер "
    "вожат методист инструктор мастер концертмейстер аккомпаниатор тьютор советник наставник"
)
_ANYBODY = listed("сотрудник работник")
_MEDICAL = listed("медсестр фельдшер врач")
# Somebody of a body, whatever they are in it.
_OF_BODY = listed("член представител участник")
_LEADING = listed("председател руководител секретар координатор командир начальник заведующ капитан куратор")
# Who leads a chair, a department, a camp: what they are called differs from school to school.
_CHIEFS = listed("руководител заведующ начальник")
_LANGUAGES = listed("английск немецк французск испанск китайск")
_FOREIGN = "иностранн"
_RANKS = listed("главн старш ведущ шеф")
# Groups of a kindergarten; not every list says in which of them somebody works.
_AGES = listed("подготовительн старш младш средн выпускн ясельн ранн разновозрастн")
# Who are «специалисты» of a kindergarten.
_SPECIALIST, _SPECIALISTS = "специалист", listed("логопед дефектолог психолог музрук инструктор соцпедагог")
_HOUSE = "Х"
_PRIMARY_GRADES = frozenset({1, 2, 3, 4})


def fit(asked: Post, held: Post) -> Fit | None:
    """How well who holds ``held`` fits ``asked``; None: they do not."""
    found = _fit(asked, held)
    return Fit.UNSURE if asked.clause and found is Fit.EXACT and not asked.classes else found


def _fit(asked: Post, held: Post) -> Fit | None:
    if asked.head == DEPUTY:
        return _deputy(asked, held)
    if asked.head in _TEACHERS:
        return _teacher(asked, held)
    if asked.head == CLASS_TEACHER:
        return _class_teacher(asked, held)
    if asked.head == PEDAGOGUE and held.head in _PEDAGOGUES and asked.words <= held.words:
        return _by_grades(asked, held)
    if UNION in asked.words:
        return _union_leader(asked, held)
    return _other(asked, held)


def _other(asked: Post, held: Post) -> Fit | None:
    if asked.head in _ANYBODY and asked.words <= {"медицинск"}:
        return Fit.EXACT if not asked.words or held.head in _MEDICAL else None
    if asked.head in _OF_BODY:
        return Fit.EXACT if asked.words and asked.words <= held.words else None
    if not asked.head:
        return (
            Fit.EXACT
            if asked.words and asked.words <= held.words and (not held.head or held.head in _LEADING)
            else None
        )
    if asked.head == HOUSEKEEPER and held.head == DEPUTY:
        return Fit.NEAR if _HOUSE in "".join(held.fields) else None
    if asked.head == _SPECIALIST and not asked.words and held.head in _SPECIALISTS:
        return Fit.NEAR
    same = asked.head == held.head or (asked.words and {asked.head, held.head} <= _CHIEFS)
    if not same:
        return None
    if asked.head == COORDINATOR and not asked.words and held.words:
        # «координатор проекта» coordinates a project.
        return None
    missing = asked.words - held.words
    if not missing:
        return Fit.EXACT
    if asked.head == EDUCATOR and asked.words <= _AGES:
        return Fit.EXACT if asked.words & held.words else None if held.words else Fit.NEAR
    return Fit.NEAR if missing <= _RANKS and not held.words & _RANKS else None


def _deputy(asked: Post, held: Post) -> Fit | None:
    whose = {asked.of, held.of} - {"", "руководител"}
    if len(whose) > 1 or (held.of == "начальник" and asked.of != held.of):
        return None
    if held.head == HOUSEKEEPER:
        return Fit.NEAR if asked.fields == (_HOUSE,) else None
    return fit_fields(asked.fields, held.fields) if held.head == DEPUTY else None


def _teacher(asked: Post, held: Post) -> Fit | None:
    if held.head not in _TEACHERS or (asked.head == SUBJECT_TEACHER and held.primary):
        return None
    if asked.head != LECTURER and held.head == LECTURER:
        return None
    taught = _themes(asked, held)
    graded = _by_grades(asked, held)
    called = Fit.LAST if asked.head == LECTURER and held.head != LECTURER else Fit.EXACT
    return None if taught is None or graded is None else max(taught, graded, called)


def _themes(asked: Post, held: Post) -> Fit | None:
    """Whether one of the subjects asked for is taught; «иностранный язык» is near to English."""
    if not asked.themes:
        return Fit.EXACT
    found = [_theme(theme, held.words) for theme in asked.themes]
    return min((one for one in found if one is not None), default=None)


def _theme(theme: frozenset[str], taught: frozenset[str]) -> Fit | None:
    if theme <= taught or (_FOREIGN in theme and taught & _LANGUAGES):
        return Fit.EXACT
    return Fit.NEAR if theme & _LANGUAGES and _FOREIGN in taught else None


def _by_grades(asked: Post, held: Post) -> Fit | None:
    """Teachers of the classes asked for; of most of them nobody knows where they teach."""
    if not asked.classes:
        return Fit.EXACT
    if held.classes:
        return Fit.EXACT if meet(asked.classes, held.classes) else None
    grades = {number for number, _ in asked.classes}
    taught = grades & _PRIMARY_GRADES if held.primary else grades - _PRIMARY_GRADES
    return Fit.UNSURE if held.head in _TEACHERS and taught else None


def _class_teacher(asked: Post, held: Post) -> Fit | None:
    if held.head in _TEACHERS and held.primary:
        # A teacher of the first classes leads the class they teach.
        grades = {number for number, _ in asked.classes}
        if held.classes and asked.classes and not meet(asked.classes, held.classes):
            return None
        return (Fit.NEAR if grades & _PRIMARY_GRADES else None) if grades else Fit.FAR
    if held.head != CLASS_TEACHER:
        return None
    if not asked.classes:
        return Fit.EXACT
    if not held.classes:
        return Fit.UNSURE
    if not meet(asked.classes, held.classes):
        return None
    return Fit.UNSURE if lacks_letters(asked.classes, held.classes) else Fit.EXACT


def _union_leader(asked: Post, held: Post) -> Fit | None:
    """«руководители ШМО»: the level has to be the same, «МО» in a school is a «ШМО»; then what its teachers teach."""
    if held.head not in _CHIEFS or UNION not in held.words:
        return None
    levels = {"школьн", "районн"}
    level, level_held = asked.words & levels, held.words & levels
    if level and level != (level_held or {"школьн"}):
        return None
    nothing = levels | _TEACHERS | {UNION}
    subjects, subjects_held = asked.words - nothing, held.words - nothing
    if not subjects or subjects & subjects_held:
        return Fit.EXACT
    return None if subjects_held else Fit.NEAR
