"""The log: one line for one event with its facts, readable or JSON, and never a secret in it.

Secrets are cut out of the finished text of each record, so it does not matter how they came in: as a fact, in a
message of aiogram, in an exception's text or in the address inside a traceback.
"""

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import Any, Literal, TextIO
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# A Bot API token, also with its colon escaped as in an address.
_TOKEN = re.compile(r"\d{1,12}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
_HIDDEN = "***"

# What these say below the given level is a line a second, or every statement with the values in it.
_TALKATIVE = {
    "aiogram.event": logging.WARNING,
    "aiosqlite": logging.INFO,
    # What they say at every start, and that a busy machine merged two beats, would only frighten.
    "alembic": logging.WARNING,
    "apscheduler": logging.ERROR,
    "asyncio": logging.INFO,
    "fontTools": logging.INFO,
    "pdfminer": logging.INFO,
    "pdfplumber": logging.INFO,
    "PIL": logging.INFO,
}


class Redaction:
    """Replaces tokens and the given secrets by «***»."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if secret for form in _written(secret)}
        # The longest first: a secret may be a part of another one.
        self._secrets = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Give the text without what is secret."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, text)


def _written(secret: str) -> tuple[str, ...]:
    """Give the ways a secret may stand in a line: as it is, in JSON, in a repr, in an address."""
    return secret, json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1], quote(secret, safe="")


class _Formatter(structlog.stdlib.ProcessorFormatter):
    def __init__(self, redact: Redaction, processors: list[Processor], foreign: list[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=foreign)
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        # The standard way prints the arguments of the failed call as they are, past the redaction.
        with suppress(OSError, ValueError):
            self.stream.write(f"a line of {record.name} ({record.pathname}:{record.lineno}) could not be logged\n")


def setup(
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO",
    form: Literal["console", "json"] = "console",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send structlog, the standard library's logging, warnings and uncaught exceptions to ``stream`` (stderr)."""
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = _Handler(out)
    handler.setFormatter(_Formatter(Redaction(secrets), _ending(form, out), shared))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name, quiet in _TALKATIVE.items():
        logging.getLogger(name).setLevel(max(quiet, logging.getLevelNamesMapping()[level]))
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    _catch_the_uncaught()


def _ending(form: Literal["console", "json"], out: TextIO) -> list[Processor]:
    if form == "json":
        renderer: list[Processor] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        renderer = [
            _one_line,
            # Tracebacks without the values of variables: those hold names, answers and tokens.
            structlog.dev.ConsoleRenderer(
                colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback, repr_native_str=True
            ),
        ]
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer]


def _one_line(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    # A name with a line break in it must not be able to write a line of the log.
    event["event"] = str(event["event"]).replace("\r", "\\r").replace("\n", "\\n")
    return event


def _catch_the_uncaught() -> None:
    log = structlog.get_logger("bot.process")

    def in_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("crashed", exc_info=(kind, error, trace))

    def in_thread(fallen: threading.ExceptHookArgs) -> None:
        if fallen.exc_value is not None:
            log.error("thread_crashed", exc_info=(fallen.exc_type, fallen.exc_value, fallen.exc_traceback))

    def unraisable(fallen: Any) -> None:
        if fallen.exc_value is not None:
            log.error("unraisable", exc_info=(fallen.exc_type, fallen.exc_value, fallen.exc_traceback))

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Log what no task of the loop caught, instead of asyncio's own print of it."""
    log = structlog.get_logger("bot.process")

    def note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        told = {key: repr(value) for key, value in context.items() if key not in ("message", "exception")}
        log.error("task_crashed", reason=context.get("message"), exc_info=error, **told)

    loop.set_exception_handler(note)
