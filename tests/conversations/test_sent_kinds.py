"""/sent: whatever is said unasked has a short name of its own in the journal."""

import ast
from collections.abc import Iterator
from pathlib import Path

from delivery.cards import CARDS
from delivery.texts import Html, label
from services.announcements import AGAIN, KIND
from tests.conversations.plans import DUE, LETTERS, plan
from tests.conversations.test_sent import SHORT, entries, journal
from tests.town import Town

ROOT = Path(__file__).parents[2]
# Functions that hand a kind on to the outbox: file and name, the place of the kind among their arguments.
HANDING_ON = {("chains.py", "tell"): 4, ("news.py", "tell"): 1, ("absence_news.py", "_say_to"): 2}
HANDING_ON |= {("reviews.py", "_tell_authors"): 3}
# What a kind can be where the code computes it: file and expression.
COMPUTED = {
    ("staff.py", "kind"): ["staff-received", "staff-relieved"],
    ("calendar_warnings.py", "warning.kind"): ["calendar-warning-decree", "calendar-warning-terms"],
}


def journaled() -> set[str]:
    """The kinds of everything that the services say to a member unasked; the journal lists them all."""
    found = {KIND, AGAIN}
    for path in (ROOT / "services").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in [one for one in ast.walk(tree) if isinstance(one, ast.AsyncFunctionDef)]:
            hands_on = (path.name, function.name) in HANDING_ON
            for call in [one for one in ast.walk(function) if isinstance(one, ast.Call)]:
                kind = _kind(call, path.name)
                if kind is None or (hands_on and ast.unparse(kind) == "kind"):
                    continue
                found |= set(_values(kind, path.name))
    return found


def _kind(call: ast.Call, file: str) -> ast.expr | None:
    """The kind in a call that says something unasked; None where it does not."""
    name = ast.unparse(call.func)
    if name == "say":
        given = {one.arg: one.value for one in call.keywords}
        return given["kind"] if "priority" in given and "member_id" in given else None
    places = {
        said if home == file else f"{home.removesuffix('.py')}.{said}": place for (home, said), place in _here(file)
    }
    return call.args[places[name]] if name in places else None


def _here(file: str) -> Iterator[tuple[tuple[str, str], int]]:
    for (home, name), place in HANDING_ON.items():
        if home == file or not name.startswith("_"):
            yield (home, name), place


def _values(kind: ast.expr, file: str) -> list[str]:
    if isinstance(kind, ast.Constant):
        return [str(kind.value)]
    source = ast.unparse(kind)
    assert (file, source) in COMPUTED, f"{file}: which kinds can {source} be?"
    return COMPUTED[file, source]


def name_of(kind: str) -> str:
    line = label("sent-line", at="", who="", kind=kind, items=Html(""), outcome=Html(""))
    return line.splitlines()[-1].removesuffix(" — ")


def test_all_that_is_said_unasked_has_a_name_of_its_own_in_the_journal() -> None:
    kinds = journaled()
    assert {"digest", "absence-deputy", "handed-to", "calendar-changed", "announcement-again"} <= kinds <= set(CARDS)
    named = {kind: name_of(kind) for kind in kinds}
    assert not [kind for kind, name in named.items() if name == name_of("nobody says this")]
    assert len(set(named.values())) == len(named)


def test_no_kind_that_code_computes_is_missed() -> None:
    for file, _ in COMPUTED:
        words = (ROOT / "services" / file).read_text(encoding="utf-8")
        for kinds in [said for (home, _), said in COMPUTED.items() if home == file]:
            assert all(f'"{kind}"' in words for kind in kinds)


async def test_a_measure_that_was_handed_on_is_named_in_the_journal(town: Town) -> None:
    one = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await one.card(town.shabanova)
    await town.shabanova.presses("Передать")
    await town.shabanova.presses("Шарик")
    await town.shabanova.presses("Передать")
    await town.tick()
    assert any(
        what.startswith(f"передано дело: {SHORT} — доставлено") for _, what in entries(await journal(town.polyakova))
    )


async def test_who_stands_in_reads_of_it_and_the_journal_says_that_it_was_of_this(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.shabanova.says("/absence с 10 по 30 октября")
    await town.shabanova.presses("Шарик")
    await town.tick()
    said = [what for _, what in entries(await journal(town.polyakova))]
    assert any(what.startswith("заместителю: кого заменяет — доставлено") for what in said)
    assert not [what for what in said if what.startswith("сообщение")]
