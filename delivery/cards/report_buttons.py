"""What can be pressed about an answer, under whatever card it stands."""

from aiogram.filters.callback_data import CallbackData


class ReportButton(CallbackData, prefix="rp"):
    """What can be pressed about one's own report.

    ``do``: undo, discard, done, progress, trouble, comment; of children in its pictures: none, consent, no-consent.
    """

    report: int
    do: str
