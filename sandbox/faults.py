"""Failures on order: `POST /sandbox/faults` queues them, the next matching calls meet them."""

from dataclasses import dataclass

from sandbox.errors import ApiError, ControlError, Json

KINDS = ("429", "403", "400", "500", "502-html", "reset-before", "reset-after", "delay")
WORDS = {
    "403": "Forbidden: bot was blocked by the user",
    "400": "Bad Request: chat not found",
    "500": "Internal Server Error",
}


@dataclass
class Fault:
    """One order: `times` calls of `method` ("*" is any), perhaps only those to `chat_id` or of `bot_id`."""

    method: str
    fault: str
    times: int = 1
    retry_after: int = 1
    description: str | None = None
    delay: float = 1.0
    chat_id: int | None = None
    bot_id: int | None = None

    def matches(self, method: str, chat_id: object, bot_id: int) -> bool:
        """Whether this call is meant."""
        wanted = self.method == "*" or self.method.lower() == method.lower()
        there = self.chat_id is None or str(self.chat_id) == str(chat_id)
        return wanted and there and self.bot_id in (None, bot_id)

    def refusal(self) -> ApiError | None:
        """The answer to give instead of the effect; None for kinds that are not answers."""
        if self.fault == "429":
            words = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return ApiError(429, words, {"retry_after": self.retry_after})
        if self.fault in WORDS:
            return ApiError(int(self.fault), self.description or WORDS[self.fault])
        return None


class Faults:
    """The queue of orders, first in, first met."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(self, body: Json) -> None:
        """Add one from the control request; ControlError when it makes no sense."""
        kind = str(body.get("fault"))
        if kind not in KINDS:
            raise ControlError(f"fault must be one of {', '.join(KINDS)}")
        known = {key: body[key] for key in Fault.__dataclass_fields__ if body.get(key) is not None}
        self._orders.append(Fault(**{"method": "*", **known, "fault": kind}))

    def clear(self) -> None:
        """Forget all orders."""
        self._orders.clear()

    def meet(self, method: str, chat_id: object, bot_id: int) -> Fault | None:
        """The fault that this call meets, counted off; None as a rule."""
        for fault in self._orders:
            if fault.matches(method, chat_id, bot_id):
                fault.times -= 1
                if fault.times <= 0:
                    self._orders.remove(fault)
                return fault
        return None
