"""People's names as documents print them, and which known person a printed name means."""

from domain.names.found import Named, Printed, find_names, names_among
from domain.names.lone import with_lone_surnames
from domain.names.matched import Known, match_person, same_surname_declined
from domain.words.tokens import plain

__all__ = [
    "Known",
    "Named",
    "Printed",
    "find_names",
    "match_person",
    "names_among",
    "plain",
    "same_surname_declined",
    "with_lone_surnames",
]
