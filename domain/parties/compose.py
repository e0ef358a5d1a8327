"""Positions given to people: each post goes to the name before it, to the name behind it, or stands for itself.

The cheapest way to share the posts out is taken: marks between, names left without a post and changes of the order in
one cell each cost something. The costs are small numbers that only compare.
"""

from dataclasses import dataclass, replace
from typing import Literal

from domain.parties.doubts import says_when
from domain.parties.phrases import Mention
from domain.words import listed
from domain.words.vocabulary import SECOND_POSTS

Choice = Literal["before", "behind", "alone"]
CHOICES: tuple[Choice, ...] = ("before", "behind", "alone")

_FAR = 9.0
_TEACHERS = listed("учител преподавател педагог воспитател")
_AFTER_NAME = {"": 0.1, ",": 0.1, "-": 0.0, "(": 0.0, "\n": 0.2, "&": 2.0, "/": 1.0, ":": 1.5, ".": 0.6, ")": 0.5}
_AFTER_POST = {"": 0.5, ",": 0.0, "-": 0.3, "(": 0.0, "\n": 0.2, "&": 0.1, "/": 0.3, ".": 0.5}
_BEFORE_NAME = {"": 0.0, ",": 0.9, "-": 0.0, "(": 0.0, "\n": 0.2, "&": 3.0, "/": 2.0, ":": 0.0, ".": 0.6, ")": 0.2}
_UNNAMED = 1.0
_OTHER_ORDER = 0.35
_SECOND = 0.3
_ALONE = 1.0
_ALONE_PLURAL = 0.5


@dataclass(frozen=True, slots=True)
class Post:
    """A phrase that people can hold: its place among the mentions, names before and behind it, and its marks."""

    place: int
    plural: bool
    named_before: int
    named_behind: int
    gap_before: str
    gap_behind: str
    follows_post: bool
    second: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """The cheapest way to share out the posts up to one choice; ``before`` is the way without it."""

    cost: float
    choice: Choice | None
    before: "_Way | None"


def positions(items: tuple[Mention, ...], last_gap: str) -> dict[int, list[int]]:
    """Places of names with the places of their posts; a post that is in no list stands for itself."""
    posts = _posts(items, last_gap)
    choices = _share_out(posts)
    held: dict[int, list[int]] = {}
    names: list[int] = []
    for number, post in enumerate(posts):
        second = choices[number] == "before" and not post.named_before
        names = names if second else _holders(posts, choices, number)
        for name in names:
            held.setdefault(name, []).append(post.place)
    return held


def is_post(items: tuple[Mention, ...], place: int) -> bool:
    """Whether a mention is something that a person can be: a post, or any small word beside a name."""
    item = items[place]
    phrase = item.phrase
    if phrase is None:
        return False
    after_name = place > 0 and items[place - 1].name is not None
    if phrase.kind is None:
        return not says_when(item.text) and _is_unknown_post(items, place, after_name)
    if after_name and item.gap.endswith("("):
        return True
    return phrase.category == "post" or (phrase.category == "people" and not phrase.plural)


def _is_unknown_post(items: tuple[Mention, ...], place: int, after_name: bool) -> bool:
    """«Шабанова Н.С., тифлофлорист», «флорист Шабанова Н.С.», «1-4 кл. – Шабанова Н.С.»."""
    item = items[place]
    small = not item.text[0].isupper() or item.gap in {"-", "("}
    if after_name and small:
        return True
    following = items[place + 1] if place + 1 < len(items) else None
    if following is None or following.name is None:
        return False
    return not following.gap or (small and following.gap in {"-", ":"})


def _posts(items: tuple[Mention, ...], last_gap: str) -> list[Post]:
    """The posts with what stands around them."""
    posts: list[Post] = []
    named = 0
    for place, item in enumerate(items):
        if item.name:
            named += 1
            continue
        if posts and posts[-1].place == place - named - 1:
            posts[-1] = replace(posts[-1], named_behind=named)
        if item.phrase and is_post(items, place):
            gap_behind = items[place + 1].gap if place + 1 < len(items) else last_gap
            follows = bool(posts) and posts[-1].place == place - 1
            second = item.phrase.word in SECOND_POSTS and not _leads_class(items, place)
            posts.append(Post(place, item.phrase.plural, named, 0, item.gap, gap_behind, follows, second))
        named = 0
    if posts and posts[-1].place == len(items) - named - 1:
        posts[-1] = replace(posts[-1], named_behind=named)
    return posts


def _leads_class(items: tuple[Mention, ...], place: int) -> bool:
    """«учитель истории, классный руководитель» is one person; behind a deputy a class teacher is somebody else."""
    before = items[place - 1].phrase if place else None
    teaches = before is not None and before.word in _TEACHERS
    return items[place].text.lower().startswith(("классн", "кл.")) and not teaches


def _share_out(posts: list[Post]) -> tuple[Choice, ...]:
    """The cheapest choice for every post, found from the first to the last one; choices only touch their neighbours."""
    ways: dict[Choice | None, _Way] = {None: _Way(0.0, None, None)}
    for post in posts:
        ways = {
            choice: min(
                (_Way(way.cost + _cost(post, choice, earlier), choice, way) for earlier, way in ways.items()),
                key=lambda way: way.cost,
            )
            for choice in CHOICES
        }
    unnamed = _UNNAMED if posts and posts[-1].named_behind else 0.0
    best: _Way | None = min(ways.values(), key=lambda way: way.cost + (unnamed if way.choice != "behind" else 0.0))
    choices: list[Choice] = []
    while best and best.choice:
        choices.append(best.choice)
        best = best.before
    return tuple(reversed(choices))


def _cost(post: Post, choice: Choice, earlier: Choice | None) -> float:
    """What a choice costs after the choice of the post before, names between them that nobody gets included."""
    taken = earlier == "behind"
    unnamed = _UNNAMED if post.named_before and not taken and choice != "before" else 0.0
    order = _OTHER_ORDER if earlier and "alone" not in (earlier, choice) and earlier != choice else 0.0
    if choice == "alone":
        return unnamed + (_ALONE_PLURAL if post.plural else _ALONE)
    if choice == "behind":
        return unnamed + order + _cost_behind(post)
    if post.named_before:
        return unnamed + order + _cost_before(post, taken)
    joins = earlier == "before" and post.follows_post and post.second and not post.plural
    return _SECOND + _cost_of_marks(_AFTER_POST, post.gap_before) if joins else _FAR


def _cost_behind(post: Post) -> float:
    """«учителя, Иванова А.А.» are two parties, «учителя, Иванова А.А., Петрова Б.Б.» can be one post of both."""
    one_of_many = post.plural and post.named_behind == 1 and "," in post.gap_behind
    return _FAR if one_of_many or not post.named_behind else _cost_of_marks(_BEFORE_NAME, post.gap_behind)


def _cost_before(post: Post, taken: bool) -> float:
    """``taken``: the first of the names before has a post already."""
    one_of_many = post.plural and post.gap_before not in {"-", "("}
    if post.named_before == 1 and (taken or one_of_many):
        return _FAR
    return _cost_of_marks(_AFTER_NAME, post.gap_before)


def _cost_of_marks(costs: dict[str, float], gap: str) -> float:
    return max((costs.get(mark, _FAR) for mark in gap), default=costs[""])


def _holders(posts: list[Post], choices: tuple[Choice, ...], number: int) -> list[int]:
    """The places of the names that a post belongs to; a plural one belongs to all names of its side."""
    post, choice = posts[number], choices[number]
    if choice == "before":
        first = post.place - (post.named_before if post.plural else 1)
        taken = post.plural and number > 0 and choices[number - 1] == "behind"
        return list(range(first + taken, post.place))
    if choice == "behind":
        taken = number + 1 < len(posts) and choices[number + 1] == "before" and post.named_behind > 1
        many = post.named_behind - taken if post.plural else 1
        return list(range(post.place + 1, post.place + 1 + many))
    return []
