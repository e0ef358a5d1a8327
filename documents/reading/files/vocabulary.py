"""The words that a document prints whole, and whether two pieces of text are halves of one of its words."""

from collections import Counter
from collections.abc import Iterable

from domain.deadlines.vocabulary import MONTHS
from domain.words import listed
from domain.words.heads import head

_UNSEEN = 0.2
# A short document has too few words of its own to tell how words of a plan begin, go on and end.
_USUAL = """
анализ аналитическая аналитической беседа библиотека в ведущий весенний внеурочной воспитательной воспитательная
выполнение график группа деятельности дети директор документов дорожной заместитель заседание знаний и информационной
исполнение итоги итоговая календарный качества классный классных классов контроль конкурс методического методической
методический мероприятие мероприятия мероприятий мониторинг на образования образовательной образовательных обучение
обучающихся олимпиады организация организации организационной осенний ответственный отчёт оценка педагогический
педагогических педагогов план плана планирование по повышение подготовка подготовке поддержки помощи праздник приказ
приказа проведение проведения проведении проверка программа программы профессиональной психологической работа работе
работы развитие развития районный районной разработка реализации реализация результаты родителей родительское
руководители рекомендации семинар система сопровождение социальной социальный создание совершенствование совет
собрание состояние справка специалист срок сроки среды учебной учебный учебного ученик учитель учителей участие
утверждение финансовой формирование функционирование четверти школа школьной школьный школы экзамен экскурсия
"""


# Nouns that stand before a hyphen: «урок-реквием», «онлайн-лекторий», «мастер-класс».
_FIRST_HALVES = listed(
    "урок онлайн офлайн интернет веб мини арт пресс экспресс тест квест игра час мастер конкурс концерт лекция семинар "
    "практикум тренинг фестиваль выставка шоу флеш рок бизнес топ экскурсия беседа вечер праздник марафон совещание "
    "план график сайт форум чат дизайн проект акция"
)


class Vocabulary:
    """Words as printed inside the lines of a document, in small letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(plain(word) for word in words) - {""}
        usual = self._words | set(_USUAL.split())
        self._count = len(usual)
        self._ends: Counter[str] = Counter(word[-2:] for word in usual)
        self._begins: Counter[str] = Counter(word[:2] for word in usual)
        self._inside: Counter[str] = Counter()
        for word in usual:
            self._inside.update(word[at : at + size] for size in (2, 3) for at in range(len(word) - size + 1))

    def __contains__(self, word: str) -> bool:
        return plain(word) in self._words

    def are_halves(self, head: str, tail: str) -> bool:
        """Whether the letters at the seam follow each other inside words more than words end and begin with them."""
        head, tail = plain(head), plain(tail)
        if len(head) < 2 or len(tail) < 2:
            return True
        end, seam, begin = head[-2:], head[-1] + tail[0], tail[:2]
        seen = self._inside[end] + 1
        inside = (self._inside[end + tail[0]] + _UNSEEN) / seen
        inside *= (self._inside[head[-1] + begin] + _UNSEEN) / (self._inside[seam] + 1)
        apart = (self._ends[end] + _UNSEEN) / seen * (self._begins[begin] + _UNSEEN) / self._count
        return inside >= apart


def is_first_half(word: str) -> bool:
    """Whether a word often stands before a hyphen."""
    return plain(word) in _FIRST_HALVES


def is_plan_word(word: str) -> bool:
    """Whether a word is known to name somebody or a time, as it stands: «инженер», «предметники», «сентябрь»."""
    small = plain(word)
    return head(small) is not None or small in MONTHS


def plain(word: str) -> str:
    """A word without the signs around it, in small letters."""
    return word.lower().strip(".,;:()«»")
