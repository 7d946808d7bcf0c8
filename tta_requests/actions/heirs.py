"""Find who can take what a person holds who leaves: those to whom it goes by default come first."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from uuid import UUID

from engagements.enums import Party
from foundation.accounts.actors import resolve
from foundation.accounts.holdings import Heir
from foundation.accounts.models import Away, User
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from sites.models import Membership, Site
from tta_requests.actions import recipients
from tta_requests.enums import EvaluationKind
from tta_requests.models import Evaluation, TTARequest
from tta_requests.querysets import requests
from tta_requests.querysets.coordinators import at_the_desk


class Heirs:
    """The people who can take the things of one leaver; each person and group is looked up once."""

    def __init__(self, leaver: User, about: Iterable[TTARequest]) -> None:
        self._leaver = leaver
        self._about = {tta_request.pk for tta_request in about}
        self._people: dict[int, User] = {}
        self._reads: dict[int, set[UUID]] = {}
        self._groups: dict[tuple[str, int | None], set[int]] = {}

    def of_request(self, tta_request: TTARequest) -> Iterator[Heir]:
        """Find who can own a request: the backup, the managers, then the other coordinators."""
        desk = set(at_the_desk().values_list("pk", flat=True))
        return self._in_order(tta_request, [self._stand_ins & desk, self._managers, desk])

    def of_commitment(self, tta_request: TTARequest, party: str) -> Iterator[Heir]:
        """Find who can owe it: the backup, the same seat, the owner or liaison, a program manager."""
        same = self._group("seat", tta_request.site)
        if party == Party.PROVIDER and tta_request.provider_id:
            same = recipients.people_of(tta_request.provider_id)
        if party == Party.DOJ:
            same = same | recipients.coordinators(tta_request)
        liaisons = self._group("liaisons", tta_request.site)
        return self._in_order(tta_request, [self._stand_ins, same, liaisons, self._managers])

    def of_evaluation(self, asked: Evaluation) -> Iterator[Heir]:
        """Find who can answer in the leaver's place and isn't asked already; nobody from another side can."""
        if asked.kind == EvaluationKind.PROVIDER:
            side = recipients.people_of(asked.provider_id) if asked.provider_id else set()
        else:
            side = recipients.contacts(asked.request.site)
        others = Evaluation.objects.of_request(asked.request_id).filter(kind=asked.kind)
        side = side - set(others.values_list("respondent_id", flat=True))
        return self._in_order(asked.request, [self._stand_ins & side, side])

    @cached_property
    def _stand_ins(self) -> set[int]:
        return Away.objects.stand_ins([self._leaver.pk], clock.now())

    @cached_property
    def _managers(self) -> set[int]:
        return recipients.managers()

    @cached_property
    def _seats(self) -> list[tuple[int, str]]:
        held = Membership.objects.of_user(self._leaver.pk)
        return list(held.values_list("site_id", "role"))

    def _group(self, name: str, site: Site) -> set[int]:
        key = (name, site.pk)
        if key not in self._groups:
            roles = [role for at, role in self._seats if at == site.pk]
            wanted = roles if name == "seat" else [LIAISON.slug]
            members = Membership.objects.at(site).live(clock.now()).with_role(*wanted)
            self._groups[key] = set(members.values_list("user_id", flat=True))
        return self._groups[key]

    def _in_order(
        self, tta_request: TTARequest, groups: Iterable[Collection[int]]
    ) -> Iterator[Heir]:
        seen = {self._leaver.pk}
        for group in groups:
            for user_id in sorted(set(group) - seen):
                seen.add(user_id)
                person = self._person(user_id)
                if person.is_active and tta_request.pk in self._read_by(person):
                    yield Heir(person.pk, person.name)

    def _person(self, user_id: int) -> User:
        if user_id not in self._people:
            self._people[user_id] = User.objects.select_related("organization").get(pk=user_id)
        return self._people[user_id]

    def _read_by(self, person: User) -> set[UUID]:
        if person.pk not in self._reads:
            seen = requests.visible_to(resolve(person)).filter(pk__in=self._about)
            self._reads[person.pk] = set(seen.values_list("pk", flat=True))
        return self._reads[person.pk]
