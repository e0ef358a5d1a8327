"""Which people of a district a printed name can mean."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.names import Known, match_person
from services.candidates import district_of
from storage import people


async def who_is_named(
    connection: AsyncConnection, names: Iterable[str], organisation_id: int
) -> dict[str, tuple[int, ...]]:
    """The members of the district whom each printed name of a person fits, those of the plan's organisation first."""
    everybody = await people.members_in(connection, set(await district_of(connection, organisation_id)))
    own = {member.id for member in everybody if member.organisation_id == organisation_id}
    known = [Known(member.id, member.family, member.given, member.patronymic) for member in everybody]
    return {name: tuple(sorted(match_person(name, known), key=lambda key: key not in own)) for name in set(names)}
