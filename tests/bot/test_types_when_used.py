"""aiogram's types are built when they are used: the bot starts in half the time, and none of them is lost by it."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import bot.app
from aiogram import methods, types
from aiogram.methods.base import Response

score = {"position": 1, "user": {"id": 1, "is_bot": False, "first_name": "Anna"}, "score": 2}
assert not types.GameHighScore.__pydantic_complete__
# The names in its annotations are known to aiogram's package, not to its own module.
assert types.GameHighScore.model_validate(score).user.first_name == "Anna"
assert types.GameHighScore.__pydantic_complete__

assert not types.Sticker.__pydantic_complete__
answer = Response[list[types.Sticker]].model_validate({"ok": True, "result": []})
assert answer.result == []

for package in (types, methods):
    for one in map(vars(package).get, package.__all__):
        if hasattr(one, "model_rebuild"):
            one.model_rebuild()
            assert one.__pydantic_complete__, one
"""


def test_no_type_is_built_before_its_use_and_each_can_be_built() -> None:
    """In a process of its own: elsewhere something may have used them."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
