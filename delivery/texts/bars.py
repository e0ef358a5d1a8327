"""A bar of signs: how much of the whole there is."""

LENGTH = 8


def bar(part: float, whole: float) -> str:
    """«▓▓▓▓▓▓░░»: full only where the part is the whole; more than that is no longer."""
    filled = min(LENGTH, int(LENGTH * part // whole))
    return "▓" * filled + "░" * (LENGTH - filled)
