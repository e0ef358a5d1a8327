"""Who answers: the responsible cell read as people, organisations, groups and roles.

Tokens become names of people and phrases of one party each; posts are then given to the people beside them.
"""

from domain.parties.reading import PartiesReading, institutions, names_somebody, read_parties

__all__ = ["PartiesReading", "institutions", "names_somebody", "read_parties"]
