"""People and what they may do: roles, actions, scopes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What a member is in the organisation, widest rights first."""

    ADMIN = "admin"
    COORDINATOR = "coordinator"
    HEAD = "head"
    EXECUTOR = "executor"


class Action(StrEnum):
    """What somebody may be allowed to do in an organisation and in all that stands below it.

    SEE_LOG: who may not see the summary reads only what they have answered themselves.
    """

    IMPORT = "import"
    SEE_SUMMARY = "see-summary"
    ANNOUNCE = "announce"
    URGENT = "urgent"
    INVITE = "invite"
    ADD_SCHOOL = "add-school"
    SET_LOG_CHAT = "set-log-chat"
    ANSWER = "answer"
    REPAIR = "repair"
    HAND_ON = "hand-on"
    HAND_DOWN = "hand-down"
    SEE_PEOPLE = "see-people"
    REPLACE = "replace"
    RECORD_ABSENCE = "record-absence"
    CALENDAR = "calendar"
    SEE_LOG = "see-log"
    ENTER_INDICATOR = "enter-indicator"
    REVIEW = "review"


# Handing one's own work on to people of the organisations below too; giving all work of one person to another; saying
# that somebody is away; saying for the organisation what was reached of a plan's indicators.
_LEADING = frozenset(
    {Action.HAND_DOWN, Action.SEE_PEOPLE, Action.REPLACE, Action.RECORD_ABSENCE, Action.ENTER_INDICATOR}
)

_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADMIN: frozenset(Action),
    Role.COORDINATOR: frozenset(
        {
            Action.IMPORT,
            Action.SEE_SUMMARY,
            Action.ANNOUNCE,
            Action.INVITE,
            Action.SET_LOG_CHAT,
            Action.ANSWER,
            Action.CALENDAR,
            Action.HAND_ON,
            Action.SEE_LOG,
            Action.REVIEW,
        }
    )
    | _LEADING,
    Role.HEAD: frozenset({Action.SEE_SUMMARY, Action.ANSWER, Action.HAND_ON, Action.SEE_LOG}) | _LEADING,
    Role.EXECUTOR: frozenset({Action.ANSWER, Action.HAND_ON, Action.SEE_LOG}),
}


def may(role: Role, action: Action) -> bool:
    """Whether the role holds the action at all; the scope is checked beside it."""
    return action in _ALLOWED[role]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A region, district or school; ``zone`` is an IANA name or None where the one above decides."""

    id: int
    parent_id: int | None
    kind: Literal["region", "district", "school"]
    name: str
    zone: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a role in an organisation."""

    id: int
    organisation_id: int
    role: Role
    family: str
    given: str
    patronymic: str
    position: str | None
    active: bool
    consent_at: datetime | None = None

    @property
    def short_name(self) -> str:
        """«Шабанова Н.С.»"""
        initials = "".join(f"{part[0]}." for part in (self.given, self.patronymic) if part)
        return f"{self.family} {initials}".strip()

    @property
    def full_name(self) -> str:
        """«Шабанова Наталья Сергеевна»"""
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)

    @property
    def polite_name(self) -> str:
        """«Наталья Сергеевна», or what there is of it."""
        return " ".join(part for part in (self.given, self.patronymic) if part) or self.family
