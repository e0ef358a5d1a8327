"""One file to one draft, in this process: call it only where a crash of the parser does no harm (see ``child``)."""

from documents.reading.detect import Format, detect
from documents.reading.grid import Content
from documents.reading.guard import check_archive, check_size
from documents.reading.pdf import read_pdf
from documents.reading.roadmap import read_roadmap
from documents.reading.sheets import read_sheets
from documents.reading.text import read_text
from documents.reading.word import read_word
from domain.errors import Unreadable
from domain.measures import DraftRoadmap


def read_file(data: bytes) -> DraftRoadmap:
    """Detect, check, parse and understand a file; Unreadable with one of ``detect.CODES``."""
    check_size(data)
    kind = detect(data)
    if kind in {"docx", "xlsx"}:
        check_archive(data)
    return read_roadmap(_content(data, kind))


def _content(data: bytes, kind: Format) -> Content:
    """Parsers raise errors of all classes on a broken file: to the person each of them means a damaged file."""
    readers = {"docx": read_word, "xlsx": read_sheets, "pdf": read_pdf, "text": read_text}
    try:
        return readers[kind](data)
    except (Unreadable, MemoryError, RecursionError):
        raise
    except Exception as error:
        # libxml2 reports a failed allocation as a syntax error with one of these texts.
        starved = "unknown error" in str(error) or "memory" in str(error).lower()
        raise Unreadable("unreadable-too-heavy" if starved else "unreadable-damaged") from error
