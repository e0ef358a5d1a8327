"""Import aiogram without building what nobody uses: to be imported before anything of aiogram.

While it is imported, aiogram lets pydantic build the validators of all its 440 types of Telegram, of which the bot uses
a few dozen: three quarters of the seconds in which the bot starts, and 100 MB of memory. Here each of them is built
when it is used for the first time, as pydantic does by itself with a model whose names were not known yet; what has to
be kept for that are the names. Where aiogram was imported before, or builds nothing any more, nothing is changed.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

_names: dict[str, Any] = {}


@contextmanager
def _noting_names() -> Iterator[None]:
    """Inside, a model that is given the names of its annotations is not built: the names are kept."""
    build = BaseModel.__dict__["model_rebuild"]

    def note(model: type[BaseModel], /, **how: Any) -> bool | None:
        names = how.get("_types_namespace")
        if not names:
            built: bool | None = build.__get__(None, model)(**how)
            return built
        _names.update(names)
        return None

    BaseModel.model_rebuild = classmethod(note)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        BaseModel.model_rebuild = build  # type: ignore[method-assign]


def _build_with_names(model: type[BaseModel], /, **how: Any) -> bool | None:
    """Pydantic asks for this at the first use of a model that is not built."""
    how["_types_namespace"] = how.get("_types_namespace") or _names
    built: bool | None = BaseModel.__dict__["model_rebuild"].__get__(None, model)(**how)
    return built


if "aiogram" not in sys.modules:
    with _noting_names():
        from aiogram.client.context_controller import BotContextController
        from aiogram.methods.base import Response
    for base in (BotContextController, Response):  # of every type and method, and of every answer
        base.model_rebuild = classmethod(_build_with_names)  # type: ignore[assignment, method-assign]
