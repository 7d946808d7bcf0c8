"""Search everything the reader may see; each part is read with its usual access checks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, cast
from uuid import UUID

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.cursors import Position
from foundation.workflow.folds import found_by, has_words
from liaisons.models import EngagementUpdate
from sites.models import Contact, Membership, Site
from summits.models import Summit
from tta_requests.models import TTARequest
from tta_requests.querysets import choices, requests
from tta_requests.querysets.filters import Narrowed

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MAX_REQUESTS, MAX_UPDATES, MAX_PEOPLE, MAX_SITES, MAX_SUMMITS = 25, 10, 10, 10, 10


class FoundColumns(TypedDict):
    """The part of the text with the words that were found."""

    told: str


if TYPE_CHECKING:
    FoundRequest = WithAnnotations[TTARequest, FoundColumns]
    FoundUpdate = WithAnnotations[EngagementUpdate, FoundColumns]


@dataclass(frozen=True, slots=True)
class Found:
    """The results, each list cut to what a page shows."""

    requests: list["FoundRequest"] = field(default_factory=list)
    more_requests: bool = False
    updates: list["FoundUpdate"] = field(default_factory=list)
    people: list[Membership] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    summits: list[Summit] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was found at all."""
        found = (self.requests, self.updates, self.people, self.contacts, self.sites, self.summits)
        return not any(found)


def look(words: str, actor: Actor, *, place: Position | None = None) -> Found:
    """Search requests and updates by text, people, contacts and sites by name; up to five queries.

    Summits are looked for where no request was found.

    Arguments:
        words: the words that were typed.
        actor: the person who searches.
        place: the request after which the next page begins; the other lists are then left out.
    """
    found = _requests(words, actor, place) if actor.may_anywhere(P.REQUEST_VIEW) else []
    first = place is None
    return Found(
        requests=found[:MAX_REQUESTS],
        more_requests=len(found) > MAX_REQUESTS,
        updates=cast("list[FoundUpdate]", _updates_with(actor, words=words))
        if first and actor.may_anywhere(P.UPDATE_VIEW)
        else [],
        people=_people(actor, words=words) if first and actor.may_anywhere(P.SITE_VIEW) else [],
        contacts=_contacts(actor, words=words) if first and actor.may_anywhere(P.SITE_VIEW) else [],
        sites=_sites(words, actor) if first else [],
        # Asked only where no request answers: the page has no more statements than before.
        summits=Summit.objects.visible_to(actor).with_words(words, most=MAX_SUMMITS)
        if first and not found
        else [],
    )


def _requests(words: str, actor: Actor, place: Position | None) -> list["FoundRequest"]:
    at, pk = place or (None, None)
    return cast("list[FoundRequest]", _requests_with(actor, words=words, at=at, pk=pk))


@Compiled
def _requests_with(
    actor: Actor, *, words: str, at: datetime | None, pk: UUID | None
) -> QuerySet[TTARequest]:
    seen = requests.with_found_words(requests.shown_to(actor), words).select_related("site")
    return Narrowed(seen, words, place=Position(at, pk) if pk else None)[: MAX_REQUESTS + 1]


@Compiled
def _updates_with(actor: Actor, *, words: str) -> QuerySet[EngagementUpdate]:
    seen = EngagementUpdate.objects.visible_to(actor).submitted()
    return seen.with_words(words, most=MAX_UPDATES).for_list()


@Compiled
def _people(actor: Actor, *, words: str) -> QuerySet[Membership]:
    seen = Membership.objects.visible_to(actor).live(clock.now()).of_people_named(words)
    return seen.select_related("user", "site")[:MAX_PEOPLE]


@Compiled
def _contacts(actor: Actor, *, words: str) -> QuerySet[Contact]:
    found = Contact.objects.visible_to(actor).named(words)
    return found.select_related("site")[:MAX_PEOPLE]


def _sites(words: str, actor: Actor) -> list[Site]:
    known = choices.current().sites_among(actor.sites_for(P.SITE_VIEW))
    return [site for site in known if has_words(found_by(site.name), words)][:MAX_SITES]
