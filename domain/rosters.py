"""A list of people as a coordinator types it: one line a person, «Фамилия Имя Отчество, должность, роль»."""

import re
from dataclasses import dataclass

from domain.people import Role

_ROLES = {
    "координатор": Role.COORDINATOR,
    "руководитель": Role.HEAD,
    "директор": Role.HEAD,
    "администратор": Role.ADMIN,
    "исполнитель": Role.EXECUTOR,
    "учитель": Role.EXECUTOR,
}
# Names stand on buttons and in lists of twenty: a longer part is no name.
_PART = re.compile(r"(?=.{2,40}\Z)[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z]?[а-яёa-z]+)*")
_INITIALS = re.compile(r"^([А-ЯЁ])\.\s*([А-ЯЁ])?\.?$")
AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the list; ``role`` None: the line does not say it."""

    family: str
    given: str
    patronymic: str
    position: str | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who was understood, and the lines that were not: (number from 1, the line)."""

    entries: tuple[Entry, ...]
    unclear: tuple[tuple[int, str], ...]


def read_roster(text: str) -> Roster:
    """Read the list; commas, semicolons and tabs separate the parts, the role may be left out.

    Lines beyond the first AT_MOST are not read and are among the unclear ones.
    """
    entries, unclear = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        entry = _entry(line) if number <= AT_MOST else None
        if entry is None:
            unclear.append((number, line.strip()))
        else:
            entries.append(entry)
    return Roster(tuple(entries), tuple(unclear))


def _entry(line: str) -> Entry | None:
    name, *rest = [part.strip() for part in re.split(r"[,;\t]", line.strip().lstrip("-•—– ").strip()) if part.strip()]
    words = name.split()
    parts = _name(words)
    if parts is None:
        return None
    role = None
    if rest and rest[-1].lower() in _ROLES:
        role = _ROLES[rest[-1].lower()]
        # «Акимова Н.А., директор» says the post and the role in one word.
        rest = rest if len(rest) == 1 and rest[-1].lower() in ("директор", "учитель") else rest[:-1]
    return Entry(*parts, position=", ".join(rest) or None, role=role)


def _name(words: list[str]) -> tuple[str, str, str] | None:
    if not words or not _PART.fullmatch(words[0]):
        return None
    initials = _INITIALS.match(" ".join(words[1:]).replace(". ", "."))
    if initials:
        return words[0], initials[1], initials[2] or ""
    if 2 <= len(words) <= 3 and all(_PART.fullmatch(word) for word in words):
        return words[0], words[1], words[2] if len(words) == 3 else ""
    return None
