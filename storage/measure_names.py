"""How a measure is called in a message where there is room for one line."""

from sqlalchemy import ColumnElement, String, and_, case, exists, literal_column, select

from storage.tables import measures

_twin = measures.alias("twin")


def measure_name() -> ColumnElement[str]:
    """Its title; its result where another measure of the roadmap has the same title, which then tells nothing apart.

    A plan often prints one measure with several results, each with its own deadline and people.
    """
    twins = exists(
        select(literal_column("1"))
        .select_from(_twin)
        .where(
            _twin.c.roadmap_id == measures.c.roadmap_id,
            _twin.c.title == measures.c.title,
            _twin.c.id != measures.c.id,
            _twin.c.removed_at.is_(None),
        )
        .correlate(measures)
    )
    return case((and_(measures.c.result.is_not(None), twins), measures.c.result), else_=measures.c.title).cast(String)
