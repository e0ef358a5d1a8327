"""How a sandbox is set up, and the switches that a test or the page may turn while it runs."""

from dataclasses import dataclass, fields
from pathlib import Path

from sandbox.errors import ControlError, Json

SWITCHES = (
    "rates",
    "strict",
    "latency",
    "privacy",
    "poll_pace",
    "inline",
    "inline_feedback",
    "callback_answer_seconds",
    "inline_answer_seconds",
    "checkout_answer_seconds",
)


@dataclass
class Settings:
    """`state`: folder that survives a restart, none keeps everything in memory. `token`: the only one accepted, none
    accepts any well-formed one: each number before the colon is a bot, and the first that comes is `bot_name`.
    `page`: folder of the chat page.

    Switches: `rates` (429 by the rate model), `strict` (501 for methods that are not modelled), `latency` (seconds
    before each answer), `privacy` (in groups the bot hears only what concerns it), `poll_pace` (Telegram's brake
    on repeated offsets), `inline` and `inline_feedback` (BotFather's switches), `…_answer_seconds` (how long a pressed
    button, an inline query, a payment may be answered, sandbox time; only the last number is in the documents).
    """

    state: Path | None = None
    token: str | None = None
    bot_name: str = "В срок"
    bot_username: str = "vsrok_bot"
    page: Path = Path(__file__).parent / "page"
    rates: bool = True
    strict: bool = True
    latency: float = 0.0
    privacy: bool = False
    poll_pace: bool = True
    inline: bool = True
    inline_feedback: bool = True
    callback_answer_seconds: int = 150
    inline_answer_seconds: int = 30
    checkout_answer_seconds: int = 10

    def switches(self) -> Json:
        """The present values of the switches."""
        return {name: getattr(self, name) for name in SWITCHES}

    def turn(self, wanted: Json) -> None:
        """Turn some switches; ControlError for an unknown one or a value of another type."""
        kinds = {one.name: type(getattr(self, one.name)) for one in fields(self)}
        for name, value in wanted.items():
            if name not in SWITCHES:
                raise ControlError(f"no setting {name}")
            number = kinds[name] is not bool and isinstance(value, int | float) and not isinstance(value, bool)
            if not number and not isinstance(value, kinds[name]):
                raise ControlError(f"{name} must be {kinds[name].__name__}")
            setattr(self, name, kinds[name](value))
