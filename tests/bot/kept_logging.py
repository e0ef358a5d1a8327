"""Logging is one for the whole process: what a test sets up is put back after it."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


@contextmanager
def kept_logging() -> Iterator[None]:
    """Put back handlers, levels and hooks as they were before the block."""
    root = logging.getLogger()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(False)
        structlog.reset_defaults()
