"""Surnames that stand alone: read as people only where nothing else can be meant."""

from domain.names.found import QUOTES, TOWNS, Named, Printed
from domain.names.given import is_common_noun, is_typical_surname
from domain.words import listed
from domain.words.acronyms import SUBJECTS, acronym_kind, is_acronym
from domain.words.heads import adjective_case, head
from domain.words.tokens import Token, partners, plain, text_at
from domain.words.vocabulary import POST_ABBREVIATIONS

_SEPARATORS = frozenset(",;:/()–—-•")
_PLACES = TOWNS | listed("город города поселка поселок село села деревни деревня станица станицы улица")
_MOST_TOGETHER = 6


def with_lone_surnames(found: list[Token], named: Named) -> Named:
    """The names with lone surnames added: between separators, beside other names, or right behind a post."""
    everyone = dict(named.people)
    stretches = _stretches(found, named)
    for start, end in stretches:
        if end - start <= _MOST_TOGETHER and all(_is_alone(token) for token in found[start:end]):
            if all(is_typical_surname(token.text) for token in found[start:end]) and not _is_cut_off(found, end):
                everyone.update((place, _lone(found, place)) for place in range(start, end))
        elif _holds_post(found, start, end) and _is_behind_post(found, start, end):
            everyone[end - 1] = _lone(found, end - 1)
    ends = {after for after, _ in everyone.values()}
    for start, end in stretches:
        alone = end == start + 1 and start not in everyone and _is_alone(found[start])
        if alone and _is_among(found, start, everyone, ends):
            everyone[start] = _lone(found, start)
            ends.add(end)
    return Named(everyone, named.after_whom)


def _stretches(found: list[Token], named: Named) -> list[tuple[int, int]]:
    """Where tokens stand between separators, names and «и»."""
    stretches: list[tuple[int, int]] = []
    quotes = {start: end for start, end in partners(found).items() if found[start].text in QUOTES}
    start = place = 0
    while place <= len(found):
        if place in named.after_whom or place in quotes:
            place = named.after_whom.get(place) or quotes[place] + 1
        elif place == len(found) or place in named.people or _separates(found, place):
            if place > start:
                stretches.append((start, place))
            start = place = named.people[place][0] if place in named.people else place + 1
        else:
            place += 1
    return stretches


def _separates(found: list[Token], place: int) -> bool:
    """Whether a token parts two stretches; the dot of «г. Щучина» does not."""
    token = found[place]
    if token.text == ".":
        return place == 0 or found[place - 1].plain not in _PLACES
    return token.kind == "line" or token.text in _SEPARATORS or token.plain == "и"


def _is_cut_off(found: list[Token], end: int) -> bool:
    """«Администрация Ботлихского⏎района», «Залесский⏎детский сад»: an adjective whose noun stands on the next line."""
    adjective = adjective_case(found[end - 1].text) is not None and text_at(found, end) == "\n"
    return adjective and end + 1 < len(found) and found[end + 1].text.islower()


def _is_alone(token: Token) -> bool:
    text = token.text
    if not token.capital or len(text) < 3 or is_acronym(text) or text.isupper():
        return False
    return head(text) is None and token.plain not in POST_ABBREVIATIONS and not is_common_noun(text)


def _holds_post(found: list[Token], start: int, end: int) -> bool:
    """Whether a stretch begins with a post."""
    return any(_is_post(token) for token in found[start : min(end, start + 3)])


def _is_post(token: Token) -> bool:
    """«директор», «ЗДУВР»."""
    word = head(token.text)
    named = word is not None and word.category == "post" and word.case != "oblique"
    return named or acronym_kind(token.text) == "role"


def _is_behind_post(found: list[Token], start: int, end: int) -> bool:
    """«учитель Красько», «директор школы Шабанова», but not «директор школы города Иванова»."""
    if end - start < 2:
        return False
    last, before = found[end - 1], found[end - 2]
    if not _is_alone(last) or before.plain in _PLACES or _is_genitive(last.text):
        return False
    post, typical = head(before.text), is_typical_surname(last.text)
    if _is_post(before):
        return typical or (post is not None and not post.plural and plain(last.text)[-1] not in "аяыией")
    # «учитель 5 класса Красько», «зам. директора по ВР Бондаренко»
    small = before.kind == "number" or before.text.islower() or len(before.text) == 1
    return (small or before.text in SUBJECTS) and typical


def _is_genitive(word: str) -> bool:
    return plain(word).endswith(("ой", "ого", "ских"))


def _is_among(found: list[Token], place: int, people: dict[int, tuple[int, Printed]], ends: set[int]) -> bool:
    """Whether a name stands on one side and at most a comma, a line end or «и» lies between."""
    before, after = place, place + 1
    if after < len(found) and _joins(found[after]):
        after += 1
    if before and _joins(found[before - 1]):
        before -= 1
    return after in people or before in ends


def _joins(token: Token) -> bool:
    return token.text in {",", "\n"} or token.plain == "и"


def _lone(found: list[Token], place: int) -> tuple[int, Printed]:
    token = found[place]
    return place + 1, Printed(token.start, token.end, plain(token.text), "", "", token.text)
