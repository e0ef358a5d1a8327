"""Who answers for a measure: the parties of its responsible cell as members of the district, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.executors.answers import Answering, Executor, Gap, Named
from domain.executors.asked import Asked, read_asked
from domain.executors.directory import Chosen, Directory, Place, Scored
from domain.executors.fields import Fit
from domain.executors.institutions import EDUCATIONAL, SCHOOLS
from domain.executors.posts import COORDINATOR
from domain.executors.wanted import Wanted, wanted
from domain.measures import Party


def answering(parties: Sequence[Named], directory: Directory, around: Directory | None = None) -> Answering:
    """Who has to answer for a measure with these parties.

    ``around``: the district of a school's plan, where an organisation that the school does not have is looked for.

    A party with a member is that member, whoever they are; a person without one is a gap. Every other party is read
    (``read_asked``) and looked for in the directory. The executors of the first party that has any are main. Who is
    meant twice answers once: in their own name only where no party means them for an organisation, near only where
    every party does.
    """
    found: dict[int, Executor] = {}
    gaps: list[Gap] = []
    for named in parties:
        one = _of_party(named, directory)
        if around is not None and named.party.kind == "organisation" and not one.executors:
            one = _of_party(named, around)
        main = not found
        for executor in one.executors:
            kept = found.get(executor.member_id)
            if kept is not None:
                found[executor.member_id] = _merged(kept, executor)
            else:
                found[executor.member_id] = replace(executor, main=True) if main else executor
        gaps += one.gaps
    return Answering(tuple(found.values()), tuple(gaps))


def _merged(kept: Executor, again: Executor) -> Executor:
    organisation_id = again.organisation_id if kept.organisation_id is None else kept.organisation_id
    return replace(kept, organisation_id=organisation_id, near=kept.near and again.near)


def _of_party(named: Named, directory: Directory) -> Answering:
    party = named.party
    if named.member_id is not None:
        place = directory.named(party.name) if party.kind == "organisation" else None
        return Answering((Executor(named.member_id, place.organisation.id if place else None),))
    if party not in directory.answers:
        directory.answers[party] = _looked_for(party, directory)
    return directory.answers[party]


def _looked_for(party: Party, directory: Directory) -> Answering:
    asked = read_asked(party)
    if asked.who == "nobody":
        return Answering(gaps=(Gap(party, "nobody"),))
    places = _places(asked, party, directory)
    if asked.who == "holders" or (not places and asked.everywhere):
        return _holders(party, asked, directory, places)
    if not places:
        unknown = party.kind == "organisation" or _names_one(asked)
        return Answering(gaps=(Gap(party, "unknown" if unknown else "nobody"),))
    return _institutions(party, asked, places)


def _places(asked: Asked, party: Party, directory: Directory) -> list[Chosen] | None:
    """The organisations that are asked for; None: the words name none, or one that nobody knows."""
    if asked.place and (one := directory.named(asked.place)):
        return [(one, False)]
    words = wanted(asked.place) if asked.place else asked.within
    if words is None or words.named:
        return None
    found = directory.chosen(words)
    if words.kinds == {"office"}:
        return _offices(found, directory.own, words, asked.plural)
    if party.kind == "organisation" and (words.unclear or words.region):
        return None
    several = words.kinds <= SCHOOLS | {"school"} and not words.numbers
    if party.kind == "organisation" and not words.generic and not several:
        # «СШ № 2», «Дом детского творчества» are one institution each; «СОШ» are all of them.
        return [(place, True) for place, _ in found] if len(found) == 1 else None
    return found


def _offices(found: list[Chosen], own: Place, words: Wanted, many: bool) -> list[Chosen]:
    """«управления образования» of a region's plan are those of its districts, «управление образования» is its own.

    The office of the region above a district is nobody in the district.
    """
    below = [chosen for chosen in found if chosen[0] is not own]
    if many:
        return below or found
    if words.region and own.organisation.kind == "district":
        return []
    return [chosen for chosen in found if chosen[0] is own] or below


def _names_one(asked: Asked) -> bool:
    """Whether the words name one institution, by a number or a name of its own."""
    if not asked.place:
        return False
    words = wanted(asked.place)
    if words is None:
        return any(letter.isupper() for letter in asked.place)
    return words.named or bool(words.numbers)


def _lacks_numbers(asked: Asked, places: Sequence[Chosen]) -> bool:
    """Whether some of «школы № 1, 2» are not in the list."""
    words = wanted(asked.place) if asked.place else None
    known = {number for place, _ in places for number in place.numbers}
    return words is not None and not words.numbers <= known


def _institutions(party: Party, asked: Asked, places: Sequence[Chosen]) -> Answering:
    """One executor for each institution: who leads it, or who answers for it."""
    executors: list[Executor] = []
    vacant: list[int] = []
    for place, loosely in places:
        here = place.organisation.id
        member, nearest = (place.head() or (None, False)) if asked.who == "heads" else (place.answering(), False)
        if member is not None:
            executors.append(Executor(member.id, here, near=asked.near or loosely or nearest))
        elif not loosely:
            vacant.append(here)
    if not executors:
        vacant = [place.organisation.id for place, _ in places]
    gaps = [Gap(party, "vacant", tuple(vacant))] if vacant else []
    if _lacks_numbers(asked, places):
        gaps.append(Gap(party, "unknown"))
    return Answering(tuple(executors), tuple(gaps))


def _holders(party: Party, asked: Asked, directory: Directory, places: Sequence[Chosen] | None) -> Answering:
    """People whose posts fit: the exact ones of each organisation, where it has none the nearest ones."""
    unknown = bool(asked.place) and not places
    there = directory.holders(asked.everywhere if unknown or not asked.posts else asked.posts)
    anywhere = unknown or places is None or asked.who == "heads"
    chosen = [(place, False) for place in directory.places] if anywhere else places or []
    if asked.office_first and not directory.own.institution:
        chosen = _of_office(chosen, there) or chosen
    executors: list[Executor] = []
    for place, loosely in chosen:
        if not asked.stand_in and place.organisation.id not in there:
            continue
        here = _best(there.get(place.organisation.id, []))
        if asked.stand_in and not unknown:
            here += _stand_ins(asked, place, here)
        executors += [Executor(one, near=asked.near or loosely or fit is not Fit.EXACT) for fit, one in here]
    gaps = () if executors else (Gap(party, "unknown" if unknown and _names_one(asked) else "nobody"),)
    return Answering(tuple(executors), gaps)


def _of_office(chosen: Sequence[Chosen], there: Mapping[int, list[Scored]]) -> list[Chosen]:
    """The office and its centre of methodists, where people of theirs fit."""
    return [
        (place, loosely)
        for place, loosely in chosen
        if {"office", "methodical"} & place.kinds
        and any(fit <= Fit.UNSURE for fit, _ in there.get(place.organisation.id, ()))
    ]


def _best(there: Sequence[Scored]) -> list[tuple[Fit, int]]:
    enough = max(min((fit for fit, _ in there), default=Fit.EXACT), Fit.UNSURE)
    return [(fit, person.member.id) for fit, person in there if fit <= enough]


def _stand_ins(asked: Asked, place: Place, here: Sequence[tuple[Fit, int]]) -> list[tuple[Fit, int]]:
    """All coordinators where «координаторы» are asked for; else who answers for an institution where nobody fits."""
    anybody = any(post.head == COORDINATOR and not post.words for post in asked.posts)
    if not anybody and (here or not (place.kinds & EDUCATIONAL or asked.within)):
        return []
    taken = {member_id for _, member_id in here}
    if anybody:
        return [(Fit.EXACT, member.id) for member in place.coordinators if member.id not in taken]
    member = place.answering()
    return [(Fit.NEAR, member.id)] if member else []
