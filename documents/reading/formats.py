"""One file to one draft, in this process: call it only where a crash of the parser does no harm (see ``child``)."""

from collections.abc import Callable, Mapping

from documents.reading.columns import Role
from documents.reading.detect import ZIPPED, Format, detect
from documents.reading.grid import Content
from documents.reading.guard import check_archive, check_flat, check_size
from documents.reading.plan.roadmap import read_roadmap
from domain.errors import Unreadable
from domain.measures import DraftRoadmap

Reader = Callable[[bytes], Content]
# The libraries' own words for a password; their classes would have to be imported for every file.
_PASSWORD = frozenset({"PasswordError", "PDFPasswordIncorrect", "PDFEncryptionError"})
_STARVED = frozenset({"MemoryError", "RecursionError"})


def read_file(data: bytes, columns: Mapping[int, Role] | None = None) -> DraftRoadmap:
    """Detect, check, parse and understand a file.

    ``columns``: the roles of the columns where a person has said them. Unreadable with one of ``detect.CODES``, or
    ColumnsUnclear where a table was found whose columns nothing tells.
    """
    return roadmap_in(data, reader_of(checked(data)), columns)


def checked(data: bytes) -> Format:
    """The format of a file that is not too large, outside and inside."""
    check_size(data)
    kind = detect(data)
    if kind in ZIPPED and data.startswith(b"PK"):
        check_archive(data)
    elif kind == "opendocument":
        check_flat(data)
    return kind


def reader_of(kind: Format) -> Reader:
    """The reader of a format. Its library is imported here and no other: importing is most of the cost of a file."""
    match kind:
        case "docx":
            from documents.reading.files.word import read_word

            return read_word
        case "xlsx":
            from documents.reading.files.sheets import read_sheets

            return read_sheets
        case "xls":
            from documents.reading.files.old_sheets import read_old_sheets

            return read_old_sheets
        case "opendocument":
            from documents.reading.files.opendocument import read_opendocument

            return read_opendocument
        case "html":
            from documents.reading.files.web import read_web_page

            return read_web_page
        case "pdf":
            from documents.reading.files.pdf import read_pdf

            return read_pdf
        case "text":
            from documents.reading.files.text import read_text

            return read_text


def roadmap_in(data: bytes, reader: Reader, columns: Mapping[int, Role] | None = None) -> DraftRoadmap:
    """Parse and understand a file that was checked. Errors as in ``read_file``."""
    return read_roadmap(_content(data, reader), columns)


def _content(data: bytes, reader: Reader) -> Content:
    """Parsers raise errors of all classes on a broken file: to the person each of them means a damaged file."""
    try:
        return reader(data)
    except (Unreadable, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise Unreadable(_code(error)) from error


def _code(error: BaseException) -> str:
    names = {type(one).__name__ for one in (error, error.__cause__, error.__context__, *error.args)}
    if names & _PASSWORD:
        return "unreadable-password"
    # libxml2 reports a failed allocation as a syntax error with one of these texts.
    starved = "unknown error" in str(error) or "memory" in str(error).lower() or bool(names & _STARVED)
    return "unreadable-too-heavy" if starved else "unreadable-damaged"
