"""What a few words typed in the chat say about a measure: its status, and a day it should be moved to.

Only what is plain is read. Words that pull in two directions, a bare «не сделано», a question, a report about a part
give no status, and the person is asked by buttons; nothing is guessed.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.links import without_links
from domain.spoken_days import read_day, read_past_day, without_past_days

ReplyStatus = Literal["done", "in-progress", "trouble"]
_Mark = Literal["done", "part", "not-done", "in-progress", "trouble"]


@dataclass(frozen=True, slots=True)
class Reply:
    """``status`` None: the words do not say it; ``proposed``: the day asked for; ``comment``: the words, if any.

    ``done_on``: the day before ``today`` on which it was done, where the words name one and do not deny it.
    """

    status: ReplyStatus | None
    proposed: date | None
    comment: str | None
    done_on: date | None = None


_READ_AT_MOST = 4096
_ASKS = re.compile(r"(?:а |и )?(?:кто|где|когда|сколько|почему|зачем|какой|какая|какие|куда|откуда)\b[^.!]*$")
_MISTAKE = re.compile(r"\b(?:отмен(?:а|и|ите|ить|у|им|яю|яем)|ошиб\w+|случайно|верни(?:те)?)\b")
_NO_CHILDREN = re.compile(
    r"\b(?:детей (?:на (?:фото|снимках|них) )?(?:нет|не видно)|нет детей|без детей|дети не попали|детей не снимали)\b"
)
# «Не успеваем до 20.10» names the day that cannot be kept.
_NOT_BY = re.compile(r"\bне (?:успе|смо|мо[жг]|получ)\w*(?: \w+){0,2} (?:до|к|ко) [^,;.!?]*(?:\.\d+)*")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_DONE = re.compile(
    r"(?:выполнил[аи]?|выполнен[оаы]?|готово|завершил[аи]?|завершен[оаы]?|закончил[аи]?|закончен[оаы]?|исполнил[аи]?"
    r"|исполнен[оаы]?|доделал[аи]?|доделан[оаы]?|сделан[оаы]?|done)"
)
# «Сделали» alone is an answer, «сделали запрос» is a step on the way.
_MADE = re.compile(r"сделал[аи]?")
# What says that something happened, not that the measure is over: enough only when nothing else is said.
_HAPPENED = re.compile(
    r"(?:провел[аи]?|проведен[оаы]?|готов[аы]?|сдал[аи]?|сдан[оаы]?|отправил[аи]?|отправлен[оаы]?|разместил[аи]?"
    r"|размещен[оаы]?|утвердил[аи]?|утвержден[оаы]?|организовал[аи]?|прош[её]?л[оаи]?|состоял(?:ся|ась|ось|ись)"
    r"|подготовил[аи]?|подготовлен[оаы]?|составил[аи]?|составлен[оаы]?|оформил[аи]?|оформлен[оаы]?)"
)
_UNDER_WAY = re.compile(
    r"(?:дела(?:ю|ем|ется|ют)|работа(?:ю|ем|ют)|начал[аи]?|начат[оаы]?|продолжа(?:ю|ем|ется)|занима(?:юсь|емся)"
    r"|готов(?:лю|им|ится|имся)|выполня(?:ю|ем|ется)|доделыва(?:ю|ем)|дописыва(?:ю|ем)|заканчива(?:ю|ем)"
    r"|заверша(?:ю|ем)|собира(?:ю|ем)|оформля(?:ю|ем)|приступил[аи]?|осталось|планиру(?:ю|ем)|сдела(?:ю|ем)"
    r"|додела(?:ю|ем)|законч(?:у|им)|заверш(?:у|им)|выполн(?:ю|им)|провед(?:у|ем))"
)
_UNDER_WAY_PHRASE = re.compile(
    r"\bв (?:работе|процессе)\b|\b(?:работа|подготовка|сбор) (?:уже )?идет\b|\bидет (?:работа|подготовка|сбор)\b"
    r"|\b(?:еще|пока) нет\b|\bнет (?:еще|пока)\b"
)
_PART = re.compile(r"(?:частично|частью|часть|почти|наполовину|половин[ауы])")
_TROUBLE = re.compile(
    r"\bне (?:успе(?:ва(?:ю|ем|ет)|ю|ем|ть|ли|ла|л)|мо(?:гу|жем|жет)|смо(?:гу|жем|гли|гла|г)"
    r"|получа(?:ется|ются)|получи(?:лось|тся)|выходит|вышло|хватает|хватило)\b"
    r"|\bнет (?:возможности|времени|денег|средств|специалист\w*)\b"
    r"|\b(?:боле(?:ю|ем|ет)|заболел[аи]?|больничн\w+|трудност\w+|проблем\w*|сложност\w+|затрудн\w+|помогите"
    r"|задерживаемся|опаздываем|отстаем)\b|\bнужна помощь\b|\bпомощь нужна\b"
)
_NO_TROUBLE = re.compile(
    r"\b(?:без|нет|никаких)(?: никаких)? (?:проблем|трудностей|сложностей|затруднений)\b"
    r"|\b(?:проблем|трудностей|сложностей|затруднений) (?:нет|не было|не возникло)\b"
)
_WISH = re.compile(r"\b(?:перенес|перенос|продл|отсроч|отлож|сдвин|подвин)\w*|\bможно\b|\bпросим\b|\bпрошу\b")
_WORD = re.compile(r"[а-яa-z]+|✅|✔|☑")
_TOKEN = re.compile(_WORD.pattern + r"|[,.;:!?()–—]")
_WE = frozenset(("мы", "я"))
_OOPS = _words(
    "ой это я мы все последний последнее последнюю ответ отметку запись пожалуйста как было назад обратно не то туда"
    " нажала нажал прошу извините простите сообщение"
)
_CHECKED = frozenset("✅✔☑")

_BETWEEN = _words("было были был была все еще пока вполне так полностью совсем до конца это этого")
_NOT_WHOLLY = _words("все вполне полностью совсем конца")
_NOT_YET = frozenset(("еще", "пока"))
_UNREAL = _words("если когда чтобы кто кем ли надо нужно должно должны должен")
_LATER = frozenset(("будет", "будут", "буду", "будем"))
_AFTER_MADE = _words(
    "вчера сегодня уже все это давно еще раньше позавчера на в во и по к с как согласно полностью спасибо"
)
_FILLERS = _AFTER_MADE | _words(
    "мы я нами мной было был была были утром днем вечером только что сейчас срок срока раньше неделе прошлой этой"
    " фото фотография фотографии фотки фотоотчет ниже выше прилагаю прилагаем прикрепляю прикрепила прикрепил"
    " отчет протокол ссылка документ документы файл файлы смотрите см да успешно здравствуйте добрый день вечер утро"
    " доброе понедельник вторник среду четверг пятницу субботу воскресенье"
)
# How the day of doing is named: the day itself stands beside the status.
_OF_DAYS = _words(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря года г го числа назад тому день"
    " дня дней неделю недели недель месяц месяца два две три четыре"
)
_PLEASANT = _words(
    "спасибо большое огромное ок окей ok хорошо понял поняла поняли понятно принято принял приняла ясно благодарю"
    " здравствуйте добрый доброе день вечер утро привет пожалуйста ага угу вам и"
)


def read_reply(text: str, today: date) -> Reply:
    """What the words say; never raises. ``today`` is the author's local day."""
    plain = " ".join(text[:_READ_AT_MOST].lower().replace("ё", "е").split())
    # What stands in an address says nothing about the measure.
    plain = without_links(plain)
    words = " ".join(without_past_days(plain, today).split())
    marks = set(_marks(words))
    status = _status(words, marks)
    wished = status != "done" and (status is not None or _WISH.search(plain) is not None)
    denied = wished or bool(marks - {"done"})
    past = None if denied else read_past_day(plain, today)
    done_on = None if past == today else past
    return Reply(status, read_day(_NOT_BY.sub(" ", plain), today) if wished else None, text.strip() or None, done_on)


def is_pleasantry(text: str) -> bool:
    """Whether the words are thanks, a greeting or «понял» and nothing else: there is nothing to record."""
    plain = text.lower().replace("ё", "е")
    words = _WORD.findall(plain)
    if not words:
        return bool(plain.strip()) and not re.search(r"[\w+]", plain)
    return all(word in _PLEASANT for word in words) and not re.search(r"\d", plain)


def is_question(text: str, today: date) -> bool:
    """Whether the words ask something and report nothing; «можно до 25-го?» asks for a day and is an answer."""
    plain = text.strip().lower().replace("ё", "е")
    asks = plain.endswith("?") or _ASKS.match(plain) is not None
    reply = read_reply(text, today)
    return asks and reply.status is None and reply.proposed is None and _WISH.search(plain) is None


def takes_back(text: str) -> bool:
    """Whether the words call the last answer a mistake and say nothing else: «ой, ошиблась, отмените»."""
    plain = text.lower().replace("ё", "е")
    words = _WORD.findall(plain)
    return _MISTAKE.search(plain) is not None and all(_MISTAKE.fullmatch(word) or word in _OOPS for word in words)


def says_no_children(text: str) -> bool:
    """Whether the words say that there are no children in the pictures."""
    return _NO_CHILDREN.search(text.lower().replace("ё", "е")) is not None


def worth_quoting(text: str) -> bool:
    """Whether the words say more than the status that was read from them."""
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return not all(word in _FILLERS | _OF_DAYS | _CHECKED or _says_done(word) for word in words)


def _status(plain: str, marks: set[_Mark]) -> ReplyStatus | None:
    if "done" in marks and plain.endswith("?"):
        return None
    if "trouble" in marks:
        return None if "done" in marks else "trouble"
    if "in-progress" in marks or marks >= {"done", "part"}:
        return "in-progress"
    return "done" if marks == {"done"} else None


def _marks(plain: str) -> list[_Mark]:
    """Every word or phrase that says something about the status."""
    calm = _NO_TROUBLE.sub(" ", plain)
    found: list[_Mark] = []
    if _TROUBLE.search(calm):
        found.append("trouble")
    if _UNDER_WAY_PHRASE.search(calm):
        found.append("in-progress")
    tokens = _TOKEN.findall(_TROUBLE.sub(" ", calm))
    found += [mark for place in range(len(tokens)) if (mark := _mark(tokens, place)) is not None]
    return found


def _mark(tokens: list[str], place: int) -> _Mark | None:
    word = tokens[place]
    if _PART.fullmatch(word):
        return "part"
    if word.startswith("не") and _says_done(word[2:]):
        return "not-done"
    if _UNDER_WAY.fullmatch(word):
        return "not-done" if "не" in tokens[max(0, place - 2) : place] else "in-progress"
    return _done_mark(tokens, place) if _says_done(word) else None


def _says_done(word: str) -> bool:
    return word in _CHECKED or any(pattern.fullmatch(word) for pattern in (_DONE, _MADE, _HAPPENED))


def _done_mark(tokens: list[str], place: int) -> _Mark | None:
    """What a word of completion says, with the words before and after it."""
    before = _same_clause(tokens[max(0, place - 4) : place])
    if _UNREAL & set(before) or "ли" in tokens[place + 1 : place + 2]:
        return "not-done"
    between = _negation(before)
    if between is not None:
        return "in-progress" if between & (_NOT_WHOLLY | _NOT_YET) else "not-done"
    if _LATER & set(before):
        return "in-progress"
    return "done" if _is_whole(tokens, place) else None


def _same_clause(before: list[str]) -> list[str]:
    breaks = [place for place, token in enumerate(before) if not token.isalpha()]
    return before[breaks[-1] + 1 :] if breaks else before


def _negation(before: list[str]) -> set[str] | None:
    """The words around a «не» that denies what follows ``before``; None when nothing denies it."""
    for place in range(len(before) - 1, -1, -1):
        if before[place] == "не":
            return set(before[max(0, place - 1) :])
        if before[place] not in _BETWEEN:
            return None
    return None


def _is_whole(tokens: list[str], place: int) -> bool:
    """Whether the word speaks of the measure itself and not of a step on the way."""
    word = tokens[place]
    if _MADE.fullmatch(word):
        following = tokens[place + 1 : place + 2]
        return all(not token.isalpha() or token in _AFTER_MADE or _says_done(token) for token in following)
    if _HAPPENED.fullmatch(word):
        others = [token for token in tokens if token.isalpha() and not _says_done(token)]
        return all(other in _FILLERS for other in others) and not (word.startswith("готов") and _WE & set(others))
    return True
