"""The period of a plan, as its heading prints it: «на 2022-2023 учебный год», «на период до 2025 года»."""

from domain.deadlines.calendar_rules import one_stretch
from domain.deadlines.places import kind_at
from domain.deadlines.tokens import tokens
from domain.measures import Span


def read_period(heading: str) -> Span:
    """First period named in a heading; days, months and years that stand after «на», «до», «в». Never raises."""
    ts = [token for token in tokens(heading[:4000]) if token.kind != "."]
    for i in range(len(ts)):
        found = one_stretch(ts, i)
        if found is None or not found[0].dated:
            continue
        extent = found[0]
        if kind_at(ts, i - 1) == "until":
            return Span(None, extent.due)
        if extent.first.unit == "day" and extent.first == extent.last:
            continue
        start, end = extent.first.first, extent.due
        if start is not None and end is not None and start <= end:
            return Span(start, end)
    return Span()
