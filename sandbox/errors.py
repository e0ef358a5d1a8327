"""The refusals of the sandbox: those the bot hears (Telegram's words) and those of the control routes."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A Bot API refusal: HTTP status (= error_code), description, optional ResponseParameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The JSON answer that Telegram gives for this refusal."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class ControlError(Exception):
    """A wrong request of a person or a test to `/sandbox/...`; `status` is 400 or 404."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


def bad_request(words: str) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    """403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {words}")


def too_many(seconds: int) -> ApiError:
    """429: come again after so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def conflict(words: str) -> ApiError:
    """409 of getUpdates."""
    return ApiError(409, f"Conflict: {words}")
