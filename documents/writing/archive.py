"""The archive of a filter: a folder for each measure, its files named by day and person, «Опись.xlsx» at the top."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from documents.writing.index_sheet import Row, index_xlsx
from domain.file_kinds import ending_of
from domain.safe_names import Taken, safe_name

INDEX = "Опись.xlsx"
_LONGEST_WHO = 36
_EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001  an archive knows no zones and nothing older


@dataclass(frozen=True, slots=True)
class Filed:
    """A line of the archive: its ``row`` in the index and, where the file is put in, ``content`` to read it by.

    ``plan`` and ``measure`` are ids, ``plan_title`` the roadmap's title; ``at`` is the local moment of the answer.
    ``content`` None: the row stands in the index alone. ``number`` tells the files of one measure, day and person
    apart, in all parts of a divided archive.
    """

    plan: int
    plan_title: str
    measure: int
    row: Row
    at: datetime
    number: int = 1
    name: str | None = None
    content: Callable[[], bytes] | None = None


def write_archive(
    target: IO[bytes], lines: Sequence[Filed], *, by_plan: bool, title: str, about: str, made_at: datetime
) -> None:
    """Write the archive to ``target``, one file in memory at a time; blocking, so run it in a thread.

    The lines keep their order. A file that cannot be read any more is left out and its row says so. The folders of the
    measures stand at the top; ``by_plan``: in a folder of their roadmap.
    """
    names = _Names(lines, by_plan=by_plan)
    rows: list[Row] = []
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for line in lines:
            rows.append(_put(archive, names, line))
        index = index_xlsx(rows, title=title, about=about, made_at=made_at)
        archive.writestr(_info(INDEX, made_at), index)


def _put(archive: ZipFile, names: "_Names", line: Filed) -> Row:
    if line.content is None:
        return line.row
    try:
        content = line.content()
    except OSError:
        return replace(line.row, file="файл не найден на сервере")
    path = names.of(line, ending_of(content, line.name))
    archive.writestr(_info(path, line.at), content)
    return replace(line.row, file=path.rsplit("/", 1)[-1], link=path)


def _info(path: str, at: datetime) -> ZipInfo:
    local = max(at.replace(tzinfo=None), _EARLIEST)
    info = ZipInfo(path, local.timetuple()[:6])
    info.external_attr = 0o644 << 16
    return info


class _Names:
    """The paths inside one archive, each given once."""

    def __init__(self, lines: Sequence[Filed], *, by_plan: bool) -> None:
        self._folders = dict(_folders(lines, by_plan=by_plan))
        self._taken = {folder: Taken() for folder in self._folders.values()}

    def of(self, line: Filed, ending: str) -> str:
        folder = self._folders[line.measure]
        stem = safe_name(f"{line.row.day.isoformat()} {line.row.who[:_LONGEST_WHO]} {line.number}")
        return f"{folder}/{self._taken[folder].free(stem, f'.{ending}')}"


def _folders(lines: Sequence[Filed], *, by_plan: bool) -> Iterator[tuple[int, str]]:
    """The folder of each measure that has a file."""
    filled = [line for line in lines if line.content is not None]
    top, inside, plans = Taken([INDEX]), dict[int, Taken](), dict[int, str]()
    seen: set[int] = set()
    for line in filled:
        if line.measure in seen:
            continue
        seen.add(line.measure)
        words = safe_name(f"{_two_digits(line.row.number)} {line.row.measure}".strip())
        if not by_plan:
            yield line.measure, top.free(words)
            continue
        if line.plan not in plans:
            plans[line.plan] = top.free(safe_name(line.plan_title))
            inside[line.plan] = Taken()
        yield line.measure, f"{plans[line.plan]}/{inside[line.plan].free(words)}"


def _two_digits(number: str) -> str:
    """«01» for «1.», so that folders stand in the order of the plan; other numbers as they are."""
    bare = number.strip().rstrip(".")
    return bare.zfill(2) if bare.isdigit() else bare
