"""The process that parses one file: bytes on standard input, one JSON object on standard output.

It limits itself before it looks at the file and gives up the rest before the parser runs: a file that needs more
memory or time kills this process only. Its one argument, if any, is the roles of the columns as a JSON object.
"""

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from documents.cage import close_cage, limit_resources, own_output

if TYPE_CHECKING:
    from documents.reading.columns import Role


def _columns(arguments: list[str]) -> "Mapping[int, Role] | None":
    if not arguments:
        return None
    return {int(place): role for place, role in json.loads(arguments[0]).items()}


def _answer(data: bytes, columns: "Mapping[int, Role] | None") -> bytes:
    # Imported here: under the limits, and while bytecode can still be kept for the next process.
    from documents.reading.answer import heavy_answer, refusal_answer, roadmap_answer
    from documents.reading.formats import checked, reader_of, roadmap_in
    from domain.errors import Unreadable

    try:
        reader = reader_of(checked(data))
        close_cage()
        return roadmap_answer(roadmap_in(data, reader, columns))
    except Unreadable as refused:
        return refusal_answer(refused)
    except (MemoryError, RecursionError) as error:
        return heavy_answer(repr(error))


def main() -> None:
    limit_resources()
    columns = _columns(sys.argv[1:])
    with own_output() as output:
        output.write(_answer(sys.stdin.buffer.read(), columns))


if __name__ == "__main__":
    main()
