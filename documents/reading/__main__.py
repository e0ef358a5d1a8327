"""The child process that parses one file: bytes on standard input, one JSON object on standard output.

It limits itself before it imports a parser: a file that needs more memory or time than this kills the child only.
"""

import json
import resource
import sys

MEMORY = 1024**3
CPU_SECONDS = 20
MAX_ANSWER = 32 * 1024 * 1024


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes) -> dict[str, object]:
    from documents.reading.formats import read_file
    from documents.reading.schema import roadmap_to_json
    from domain.errors import Unreadable

    try:
        return {"roadmap": roadmap_to_json(read_file(data))}
    except Unreadable as refused:
        return {"code": refused.code, "facts": refused.facts, "cause": repr(refused.__cause__)}
    except (MemoryError, RecursionError) as error:
        return {"code": "unreadable-too-heavy", "facts": {}, "cause": repr(error)}


def main() -> None:
    _limit()
    answer = json.dumps(_answer(sys.stdin.buffer.read()), ensure_ascii=False).encode()
    if len(answer) > MAX_ANSWER:
        # The parent holds the whole answer in its memory.
        answer = json.dumps({"code": "unreadable-too-heavy", "facts": {}, "cause": "answer"}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
