"""Roadmaps that most conversations about answers begin with."""

from datetime import date

import pytest

from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan
from tests.town import Town


@pytest.fixture
async def one(town: Town) -> Plan:
    """Шабанова has one measure, due on Thursday, 20 October."""
    return await plan(town, [(LETTERS, DUE, [town.shabanova])])


@pytest.fixture
async def two(town: Town) -> Plan:
    """Шабанова has two measures, due on 20 and 21 October."""
    return await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 21), [town.shabanova])])
