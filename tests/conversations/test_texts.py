"""Every sentence that the code asks for stands in the texts with exactly the values given, and none stands unused."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from delivery.texts import label
from documents.reading.detect import CODES
from domain.people import Role
from domain.zones import ZONES
from services.composing import CHOICES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "delivery" / "texts" / "ru"
PRODUCT = [
    path for name in ("domain", "documents", "services", "handlers", "delivery") for path in (ROOT / name).rglob("*.py")
]
SPEAKING = {"text", "label"}
# A function that makes the key from one of its arguments: file, name → what stands before it, the argument's places.
WRAPPERS: dict[tuple[str, str], tuple[str, tuple[int, ...]]] = {
    ("amendments.py", "roadmap_button"): ("", (0,)),
    ("announcements.py", "_one"): ("announcement-", (2,)),
    ("calendars.py", "_press"): ("", (1,)),
    ("columns.py", "_one"): ("", (0,)),
    ("indicators.py", "_about"): ("", (1,)),
    ("indicators.py", "roadmap_button"): ("", (0,)),
    ("indicator_values.py", "_about"): ("", (1,)),
    ("composing.py", "_one"): ("announcement-", (2,)),
    ("later.py", "_one"): ("later-", (2,)),
    ("log_book.py", "named"): ("", (2,)),
    ("log_entry.py", "named"): ("", (2,)),
    ("log_pictures.py", "named"): ("", (2,)),
    ("overview.py", "roadmap_button"): ("", (0,)),
    ("profiles.py", "roadmap_button"): ("", (0,)),
    ("questions.py", "roadmap_button"): ("", (0,)),
    ("roadmaps.py", "roadmap_button"): ("", (0,)),
    ("reminders.py", "one"): ("answer-", (1, 0)),
    ("replies.py", "one"): ("", (1,)),
    ("summaries.py", "one"): ("summary-", (0,)),
}
# What a part of a key can be where the code computes it.
ROLES = [role.value for role in Role]
COMPUTED: dict[tuple[str, str], list[str]] = {
    ("members.py", "member.role.value"): ROLES,
    ("members.py", "name"): [
        "review",
        *("my", "absence", "summary", "log", "planned", "sent", "plans", "announce", "calendar", "people", "settings"),
        *("help", "privacy", "indicators"),
    ],
    ("absences.py", "do"): ["today", "week", "fortnight", "other"],
    ("composing.py", "name"): list(CHOICES),
    ("composing.py", "choice"): list(CHOICES),
    ("announcements.py", "name"): ["blocked", "unsure", "failed"],
    ("replies.py", "name"): ["photos", "videos", "voices", "documents", "places", "links"],
    ("overdue.py", "group"): ["cap", "head", "coordinator", "unreached"],
    ("roadmaps.py", "kind"): ["dated", "recurring", "ongoing", "undated"],
    ("questions.py", "roadmap.state"): ["cancelled", "archived"],
    ("settings.py", "_key(name)"): [name.rpartition("/")[2].lower() for name in ZONES],
    ("settings.py", "_above(place)"): ["as-school", "as-above"],
    ("later.py", "do"): ["hour", "tomorrow", "day"],
    ("later.py", "reason"): ["data", "time", "decision"],
    ("log_book.py", "LISTS[one]"): ["roadmap", "measure", "school", "person", "period"],
    ("columns.py", "roadmap.state"): ["active", "cancelled", "archived"],
    ("handed.py", "do"): ["take", "return", "no-words", "keep", "stop", "reopen"],
    ("staff.py", "do"): ["leaves", "stays"],
    ("indicator_values.py", "fault"): ["none", "several", "unit", "negative", "percent", "whole", "large"],
    ("indicator_values.py", "wrong_day"): ["no-day", "several-days", "future"],
}
# Lists with a count in their head, and lists without one.
COMPUTED_WITH: dict[tuple[str, str, bool], list[str]] = {
    ("summaries.py", "name", True): ["late", "week"],
    ("summaries.py", "name", False): ["people", "sections", "organisations"],
}
# Handed on from elsewhere: refusals are checked where they are raised.
HANDED_ON = {("refusals.py", "f\"refusal-{scene.data['code']}\""), ("refusals.py", "f'refusal-{code}'")}
# What a file can be refused for: the readers choose from this list and hand the code on from the child.
UNREADABLE = {f"refusal-{code}" for code in CODES}


class Keys(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.names.add(node.id.name)


def entries() -> dict[str, fluent.Message]:
    found: dict[str, fluent.Message] = {}
    for path in sorted(FOLDER.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


ENTRIES = entries()


def variables(key: str) -> set[str]:
    collected = Keys()
    collected.visit(ENTRIES[key])
    return collected.names


def strings(node: ast.expr, file: str, counted: bool) -> list[str]:
    """What a key expression can be; AssertionError where neither the code nor the tables above say it."""
    match node:
        case ast.Constant(value=str(value)):
            return [value]
        case ast.IfExp():
            return strings(node.body, file, counted) + strings(node.orelse, file, counted)
        case ast.FormattedValue():
            return strings(node.value, file, counted)
        case ast.JoinedStr():
            return ["".join(parts) for parts in product(*(strings(part, file, counted) for part in node.values))]
    source = ast.unparse(node)
    found = COMPUTED_WITH.get((file, source, counted)) or COMPUTED.get((file, source))
    assert found is not None, f"{file}: which keys can {source} be?"
    return found


@dataclass(frozen=True)
class Given:
    """The names of the values of a call: those it names, those a ``**function()`` brings, whether some are unknown."""

    named: set[str]
    brought: set[str]
    unknown: bool

    def fits(self, wanted: set[str]) -> bool:
        return self.unknown or self.named <= wanted <= self.named | self.brought


def given(call: ast.Call, module: ast.Module) -> Given:
    named = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
    spread = [keyword.value for keyword in call.keywords if keyword.arg is None]
    made = [each.func.id for each in spread if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    brought: set[str] = set().union(*(returned(function, module) for function in made))
    return Given(named, brought, unknown=len(made) < len(spread))


def returned(function: str, module: ast.Module) -> set[str]:
    made = next(node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name == function)
    answers = [node.value for node in ast.walk(made) if isinstance(node, ast.Return)]
    assert all(isinstance(answer, ast.Dict) for answer in answers), f"{function} does not return a plain dictionary"
    keys = [key for answer in answers if isinstance(answer, ast.Dict) for key in answer.keys]
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def calls(path: Path) -> Iterator[tuple[ast.Call, ast.Module]]:
    """All calls of a file but those inside the wrappers, whose callers are looked at instead."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    wrapped = {
        inner
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and (path.name, node.name) in WRAPPERS
        for inner in ast.walk(node)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node not in wrapped:
            yield node, module


@cache
def asked() -> list[tuple[str, str, Given]]:
    """(where, key, names of the values) of every sentence that the code asks for."""
    return list(_asked())


def _asked() -> Iterator[tuple[str, str, Given]]:
    for path in PRODUCT:
        for call, module in calls(path):
            assert isinstance(call.func, ast.Name)
            where, names = f"{path.name}:{call.lineno}", given(call, module)
            for key in keys_of(path.name, call.func.id, call, counted=bool(names.named)):
                yield where, key, names
        yield from noted(path)


def keys_of(file: str, function: str, call: ast.Call, *, counted: bool) -> list[str]:
    if function == "Unreadable" and not isinstance(call.args[0], ast.Constant):
        return []
    if function in ("Refusal", "Unreadable"):
        if (file, ast.unparse(call.args[0])) in HANDED_ON:
            return []
        return [f"refusal-{code}" for code in strings(call.args[0], file, counted)]
    if (file, function) in WRAPPERS:
        before, places = WRAPPERS[file, function]
        place = next((place for place in places if place < len(call.args)), None)
        assert place is not None, f"{file}:{call.lineno}"
        return [before + name for name in strings(call.args[place], file, counted)]
    if function not in SPEAKING or file == "__init__.py" or (file, ast.unparse(call.args[0])) in HANDED_ON:
        return []
    return strings(call.args[0], file, counted)


def noted(path: Path) -> Iterator[tuple[str, str, Given]]:
    """Refusals that are put into the outbox without being raised: {"code": "…", "facts": {…}}."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Dict):
            continue
        pairs = {
            key.value: value for key, value in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)
        }
        code, facts = pairs.get("code"), pairs.get("facts")
        if isinstance(code, ast.Constant) and isinstance(code.value, str) and isinstance(facts, ast.Dict):
            names = {key.value for key in facts.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
            yield f"{path.name}:{node.lineno}", f"refusal-{code.value}", Given(names, set(), unknown=False)


def test_every_sentence_that_is_asked_for_stands_in_the_texts() -> None:
    assert {(where, key) for where, key, _ in asked() if key not in ENTRIES} == set()
    assert UNREADABLE - set(ENTRIES) == set()


def test_every_sentence_gets_exactly_the_values_that_stand_in_it() -> None:
    wrong = [
        f"{where} {key}: given {names}, stand in it {sorted(variables(key))}"
        for where, key, names in asked()
        if key in ENTRIES and not names.fits(variables(key))
    ]
    assert wrong == []


def test_no_call_hides_the_values_it_gives() -> None:
    assert [f"{where} {key}" for where, key, names in asked() if names.unknown] == []


def test_every_sentence_of_the_texts_is_used() -> None:
    assert set(ENTRIES) - {key for _, key, _ in asked()} - UNREADABLE == set()


# --- numbers ---------------------------------------------------------------------------------------------------------

FORMS = {1: "one", 21: "one", 101: "one", 2: "few", 0: "many", 5: "many", 11: "many"}
# Words that stay the same after every number: indeclinable, shortened, prepositions, short participles of a heading.
UNCHANGED = {"фото", "видео", "МБ", "с", "мин", "из", "без", "в", "выполнено", "просрочено", "найдены"}


class Counted(Visitor):
    """Collects the words that follow a number right away and do not bend with it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_SelectExpression(self, node: fluent.SelectExpression) -> None:
        """The variants of a number bend already; those of anything else are looked into."""
        names = {variant.key.name for variant in node.variants if isinstance(variant.key, fluent.Identifier)}
        if "one" not in names:
            self.generic_visit(node)

    def visit_Pattern(self, node: fluent.Pattern) -> None:
        for number, words in zip(node.elements, node.elements[1:], strict=False):
            if is_number(number) and isinstance(words, fluent.TextElement):
                following = re.match(r" ([а-яё]+)\b", words.value, re.IGNORECASE)
                self.found += [following[1]] if following else []
        self.generic_visit(node)


# The values that are counted; a limit is the same number always.
NUMBERS = {"count", "days", "done", "total", "sent", "told", "length", "size_mb", "limit_mb", "added", "known"}
NUMBERS |= {"late", "found", "connected", "questions"}


def is_number(element: object) -> bool:
    inner = element.expression if isinstance(element, fluent.Placeable) else None
    return isinstance(inner, fluent.VariableReference) and inner.id.name in NUMBERS


def test_no_word_stands_unbent_after_a_number() -> None:
    wrong = set()
    for key, entry in ENTRIES.items():
        counted = Counted()
        counted.visit(entry)
        wrong |= {(key, word) for word in counted.found if word not in UNCHANGED}
    assert wrong == set()


WORDS = {
    ("count-documents", "count"): ("файл", "файла", "файлов"),
    ("count-voices", "count"): ("аудиозапись", "аудиозаписи", "аудиозаписей"),
    ("roadmap-measures", "count"): ("мероприятие", "мероприятия", "мероприятий"),
    ("roadmap-parties", "count"): ("исполнитель", "исполнителя", "исполнителей"),
    ("plans-head", "count"): ("дорожная карта", "дорожные карты", "дорожных карт"),
    ("summary-all-roadmaps", "count"): ("дорожная карта", "дорожные карты", "дорожных карт"),
}


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize(("key", "name"), WORDS)
def test_counted_things_are_bent_as_in_russian(key: str, name: str, number: int) -> None:
    one, few, many = WORDS[key, name]
    expected = {"one": one, "few": few, "many": many}[FORMS[number]]
    assert re.sub("<.*?>", "", label(key, **{name: number})).startswith(f"{number} {expected}")


DISTANCES = {
    1: "завтра",
    2: "через 2 дня",
    5: "через 5 дней",
    11: "через 11 дней",
    21: "через 21 день",
    101: "через 101 день",
}


@pytest.mark.parametrize(("days", "words"), DISTANCES.items())
def test_the_days_ahead_are_bent_as_in_russian(days: int, words: str) -> None:
    assert label("distance-ahead", days=days) == words


LATE = {0: "0 дел", 1: "1 дело", 2: "2 дела", 5: "5 дел", 11: "11 дел", 21: "21 дело", 101: "101 дело"}


@pytest.mark.parametrize(("count", "words"), LATE.items())
def test_what_is_late_is_counted_as_in_russian(count: int, words: str) -> None:
    head = label("digest", mixed="late", count=count, late=count, nearest="")
    assert head == f"<b>{words}, срок прошёл</b>"


class Forms(Visitor):
    """Collects the forms of each word that bends with a number."""

    def __init__(self) -> None:
        self.found: list[frozenset[str]] = []

    def visit_SelectExpression(self, node: fluent.SelectExpression) -> None:
        names = {variant.key.name for variant in node.variants if isinstance(variant.key, fluent.Identifier)}
        if "one" in names:
            self.found.append(frozenset(names))
        self.generic_visit(node)


def test_whatever_bends_has_every_form() -> None:
    """Two are enough where Russian has two: «1 человеку» and «2 людям», «1 повторяется» and «2 повторяются»."""
    forms = Forms()
    for entry in ENTRIES.values():
        forms.visit(entry)
    assert set(forms.found) <= {
        frozenset(("one", "few", "many")),
        frozenset(("one", "many")),
        frozenset(("one", "other")),
    }
