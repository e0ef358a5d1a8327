"""An occurrence of a live plan after people have come, gone or got another post: whose it is from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.executors import Executor


@dataclass(frozen=True, slots=True)
class Share:
    """An assignment of the occurrence as it stands.

    ``touched``: somebody has done something about it, its person by answering or handing it on, or whoever gave it to
    another person; ``off``: it was called off.
    """

    id: int
    member_id: int
    organisation_id: int | None
    main: bool
    done: bool
    off: bool
    touched: bool


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A period of a measure; ``alone``: its stage has no other.

    ``relieved``: whose share was given to another, and who took the place of somebody who had answered.
    """

    id: int
    measure_id: int
    control: date
    alone: bool
    shares: tuple[Share, ...]
    relieved: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Redistribution:
    """What has to be done so that an occurrence is whose it should be: shares by id, new ones by executor.

    ``parts``: the same person answers in another part: for another organisation, or first of all.
    """

    off: tuple[int, ...] = ()
    back: tuple[tuple[int, Executor], ...] = ()
    new: tuple[Executor, ...] = ()
    parts: tuple[tuple[int, Executor], ...] = ()


def redistribute(one: Occurrence, executors: Sequence[Executor], stand_in: int, today: date) -> Redistribution:
    """Whose an occurrence is once ``executors`` answer for its measure; ``stand_in`` does where nobody else.

    What was touched stays as it is, and an organisation for which somebody has begun is not asked a second time.
    Nothing changes where the control day lies before ``today``, but for the only date of a row as long as nobody has
    touched it; nor where the stand-in has done it already.
    """
    live = [share for share in one.shares if not share.off]
    begun = [share for share in live if share.touched]
    if one.control < today and (begun or not one.alone):
        return Redistribution()
    named = {executor.member_id for executor in executors}
    others = [share for share in begun if share.member_id not in named]
    if any(share.member_id == stand_in and share.done for share in others):
        return Redistribution()
    wanted = {executor.member_id: executor for executor in executors}
    if not executors and not others:
        wanted = {stand_in: Executor(stand_in, main=True)}
    answered_for = {share.organisation_id for share in others} - {None}
    free = [
        executor
        for executor in wanted.values()
        if executor.organisation_id not in answered_for and executor.member_id not in one.relieved
    ]
    known = {share.member_id: share for share in one.shares}
    return Redistribution(
        off=tuple(share.id for share in live if not share.touched and share.member_id not in wanted),
        back=tuple((known[each.member_id].id, each) for each in free if _is_off(known.get(each.member_id))),
        new=tuple(executor for executor in free if executor.member_id not in known),
        parts=tuple((share.id, wanted[share.member_id]) for share in live if _differs(share, wanted)),
    )


def _is_off(share: Share | None) -> bool:
    return share is not None and share.off


def _differs(share: Share, wanted: dict[int, Executor]) -> bool:
    executor = wanted.get(share.member_id)
    if share.touched or executor is None:
        return False
    return (share.organisation_id, share.main) != (executor.organisation_id, executor.main)
