"""A district as it is when somebody has to answer: its institutions, who leads them, who holds which post."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.executors.answers import Answering
from domain.executors.fields import Fit
from domain.executors.fitting import fit
from domain.executors.institutions import Kinds, districts_in, kinds_of, numbers_in, towns_in
from domain.executors.posts import DEPUTY, EDUCATOR, HOUSEKEEPER, LECTURER, TEACHER, Post, posts_in
from domain.executors.wanted import Wanted
from domain.measures import Party
from domain.people import Member, Organisation, Role
from domain.places import match_place

_SCHOOL = "школ"


@dataclass(frozen=True, slots=True)
class Person:
    """A member with the posts that their position names."""

    member: Member
    posts: tuple[Post, ...]

    @property
    def leads(self) -> bool:
        """Whether their position says that they lead their organisation."""
        return any(post.leads for post in self.posts)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation, what it is, and who works there by id."""

    organisation: Organisation
    kinds: Kinds
    numbers: frozenset[int]
    towns: frozenset[str]
    districts: frozenset[str]
    people: tuple[Person, ...]

    @property
    def institution(self) -> bool:
        """Whether it is no office."""
        return "office" not in self.kinds

    @property
    def coordinators(self) -> tuple[Member, ...]:
        """Its coordinators by id."""
        return tuple(person.member for person in self.people if person.member.role is Role.COORDINATOR)

    def head(self) -> tuple[Member, bool] | None:
        """Who leads it, and whether that is only near: the position says it, else the role, else the coordinator.

        A member with the role of the head whose position is another post («заместитель директора») is near.
        """
        leading = [person for person in self.people if person.leads]
        heads = [person for person in self.people if person.member.role is Role.HEAD]
        sure = [person for person in leading if person in heads] or leading
        sure = sure or [person for person in heads if not any(post.head for post in person.posts)]
        if sure:
            return sure[0].member, False
        near = [person.member for person in heads] or list(self.coordinators)
        return (near[0], True) if near else None

    def answering(self) -> Member | None:
        """Who answers for it: its one coordinator, else its head, else the first coordinator."""
        if len(self.coordinators) == 1:
            return self.coordinators[0]
        head = self.head()
        return head[0] if head else None


# A place and whether it is only probably meant.
Chosen = tuple[Place, bool]
Scored = tuple[Fit, Person]


class Directory:
    """The organisation of a roadmap and everything below it; made once, asked for every measure."""

    def __init__(self, organisation_id: int, organisations: Iterable[Organisation], members: Iterable[Member]) -> None:
        """Organisations and members from elsewhere and those who have left do no harm: they are passed over.

        ValueError where the organisation itself is not among ``organisations``.
        """
        known = {one.id: one for one in organisations}
        if organisation_id not in known:
            raise ValueError(f"organisation {organisation_id} is not among those given")
        people: dict[int, list[Person]] = {one: [] for one in _scope(organisation_id, known)}
        for member in sorted(members, key=lambda one: one.id):
            if member.active and member.organisation_id in people:
                people[member.organisation_id].append(Person(member, posts_in(member.position or "")))
        self.places = tuple(_place(known[one], there) for one, there in people.items())
        self.own = self.places[0]
        # What parties mean here, once it was looked for: the same words stand in many measures.
        self.answers: dict[Party, Answering] = {}
        self._holders: dict[Post, list[Person]] = {}
        for place in self.places:
            for person in place.people:
                for post in person.posts:
                    self._holders.setdefault(post, []).append(person)

    def named(self, words: str) -> Place | None:
        """The one organisation with this name; None where there is none or several."""
        found = match_place(words, ((one.organisation.id, one.organisation.name) for one in self.places))
        return next((one for one in self.places if one.organisation.id == found[0]), None) if len(found) == 1 else None

    def chosen(self, asked: Wanted) -> list[Chosen]:
        """The organisations of the kinds asked for; an institution's own plan means itself by «школа», «учреждение»."""
        found: list[Chosen] = []
        for place in self.places:
            if not _lies_there(place, asked):
                continue
            if place.kinds & asked.kinds or self._means_itself(place, asked):
                found.append((place, asked.unclear))
            elif place.kinds & asked.loosely:
                found.append((place, True))
        if not found and "methodical" in asked.kinds and not self.own.institution:
            # Methodists without a centre of their own are kept with the office.
            return [(self.own, True)]
        return found

    def _means_itself(self, place: Place, asked: Wanted) -> bool:
        if place is not self.own or not place.institution:
            return False
        return asked.generic or ("school" in asked.kinds and _SCHOOL in place.organisation.name.lower())

    def holders(self, asked: Iterable[Post]) -> dict[int, list[Scored]]:
        """Who holds one of these posts, by organisation and id; each person once with their best fit."""
        best: dict[int, Scored] = {}
        for wish in asked:
            for post, people in self._holders.items():
                found = fit(wish, post)
                if found is None:
                    continue
                for person in people:
                    known = best.get(person.member.id)
                    if known is None or found < known[0]:
                        best[person.member.id] = found, person
        if any(found is not Fit.LAST for found, _ in best.values()):
            best = {key: scored for key, scored in best.items() if scored[0] is not Fit.LAST}
        there: dict[int, list[Scored]] = {}
        for _, scored in sorted(best.items()):
            there.setdefault(scored[1].member.organisation_id, []).append(scored)
        return there


def _lies_there(place: Place, asked: Wanted) -> bool:
    """Whether the number, the town and, for an office, the district are not others than those asked for."""
    numbered = not asked.numbers or bool(asked.numbers & place.numbers)
    elsewhere = place.towns and asked.towns and not place.towns & asked.towns
    if "office" in place.kinds:
        elsewhere = elsewhere or (place.districts and asked.districts and not place.districts & asked.districts)
    return numbered and not elsewhere


def _place(organisation: Organisation, people: Iterable[Person]) -> Place:
    kinds = kinds_of(organisation)
    there = [replace(person, posts=tuple(_at_home(post, kinds) for post in person.posts)) for person in people]
    name = organisation.name
    return Place(organisation, kinds, numbers_in(name), towns_in(name), districts_in(name), tuple(there))


def _at_home(post: Post, kinds: Kinds) -> Post:
    """A post with what its institution tells of it: «зам. по АХЧ» of a kindergarten is a deputy of its «заведующий»."""
    if post.head in {DEPUTY, HOUSEKEEPER} and not post.of and not {"school", "kindergarten"} <= kinds:
        of = "начальник" if "office" in kinds else "заведующ" if "kindergarten" in kinds else "директор"
        return replace(post, of=of)
    if post.head == EDUCATOR and not post.words and "school" in kinds and not {"kindergarten", "boarding"} & kinds:
        return replace(post, words=frozenset({"гпд"}))
    return replace(post, head=TEACHER) if post.head == LECTURER and "school" in kinds else post


def _scope(organisation_id: int, known: dict[int, Organisation]) -> list[int]:
    """The organisation first, then all below it by id."""
    children: dict[int, list[int]] = {}
    for one in known.values():
        if one.parent_id is not None:
            children.setdefault(one.parent_id, []).append(one.id)
    found, waiting = {organisation_id}, [organisation_id]
    while waiting:
        new = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(new)
        waiting += new
    return [organisation_id, *sorted(found - {organisation_id})]
