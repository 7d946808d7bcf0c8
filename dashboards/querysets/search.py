"""Search everything the reader may see; each part is read with its usual access checks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast
from uuid import UUID

from django.db.models import QuerySet, TextField, Value

from applications.models import Application
from communities.querysets import search as communities
from exchanges.querysets import search as exchanges
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.cursors import Position
from foundation.workflow.findings import Finding
from foundation.workflow.folds import found_by, has_words
from grants.querysets import search as grants
from liaisons.models import EngagementUpdate
from outcomes.models import Accomplishment, SiteMeasure
from sites.models import Contact, Membership, Site
from summits.querysets import search as summits
from summits.querysets.search import Found as FoundOfSummits
from tta_requests.models import TTARequest
from tta_requests.querysets import choices, requests
from tta_requests.querysets.filters import Narrowed, numbers_ending

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MAX_REQUESTS, MAX_UPDATES, MAX_PEOPLE, MAX_SITES = 25, 10, 10, 10
MAX_ACCOMPLISHMENTS, MAX_MEASURES, MAX_APPLICATIONS = 10, 10, 10


class FoundColumns(TypedDict):
    """The part of the text with the words that were found."""

    told: str


if TYPE_CHECKING:
    FoundRequest = WithAnnotations[TTARequest, FoundColumns]
    FoundUpdate = WithAnnotations[EngagementUpdate, FoundColumns]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a seat at a site, or a contact of one.

    Attributes:
        role: the slug of the seat's role; empty for a contact.
        title, organization: what a contact is, and where.
    """

    name: str
    role: str
    title: str
    organization: str
    site: str
    site_slug: str


@dataclass(frozen=True, slots=True)
class Found:
    """The results, each list cut to what a page shows; ``findings`` are of several rooms."""

    requests: list["FoundRequest"] = field(default_factory=list)
    more_requests: bool = False
    updates: list["FoundUpdate"] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    summits: list[FoundOfSummits] = field(default_factory=list)
    accomplishments: list[Accomplishment] = field(default_factory=list)
    measures: list[SiteMeasure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    program_applications: list[Application] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was found at all."""
        outcomes = (self.accomplishments, self.measures)
        others = (self.people, self.sites, self.summits, self.findings, self.program_applications)
        return not any((self.requests, self.updates, *outcomes, *others))


def look(words: str, actor: Actor, *, place: Position | None = None) -> Found:
    """Search requests, updates, posts, sessions and their notes by text, the rest by name; up to eight queries.

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
        sites=_sites(words, actor) if first else [],
        summits=summits.look(words, actor) if first else [],
        accomplishments=_accomplishments_with(actor, words=words)
        if first and actor.may_anywhere(P.SITE_VIEW)
        else [],
        measures=_measures_with(actor, words=words)
        if first and actor.may_anywhere(P.SITE_VIEW)
        else [],
        findings=_findings(words, actor) if first else [],
        program_applications=_program_applications(words, actor)
        if first and actor.may(P.APPLICATION_MANAGE, at=None)
        else [],
    )


def _requests(words: str, actor: Actor, place: Position | None) -> list["FoundRequest"]:
    at, pk = place or (None, None)
    ending = numbers_ending(words) or None
    found = _requests_with(actor, words=words, ending=ending, at=at, pk=pk)
    return cast("list[FoundRequest]", found)


@Compiled
def _requests_with(
    actor: Actor, *, words: str, ending: str | None, at: datetime | None, pk: UUID | None
) -> QuerySet[TTARequest]:
    seen = requests.with_found_words(requests.shown_to(actor), words).select_related("site")
    place = Position(at, pk) if pk else None
    if ending:
        ends_so = Narrowed(words=words).ending_in(ending, seen)
        return Narrowed(ends_so, place=place)[: MAX_REQUESTS + 1]
    return Narrowed(seen, words, place=place)[: MAX_REQUESTS + 1]


@Compiled
def _updates_with(actor: Actor, *, words: str) -> QuerySet[EngagementUpdate]:
    seen = EngagementUpdate.objects.visible_to(actor).submitted()
    return seen.with_words(words, most=MAX_UPDATES).for_list()


@Compiled
def _accomplishments_with(actor: Actor, *, words: str) -> QuerySet[Accomplishment]:
    """Find the accomplishments of the actor's sites, whatever their state, and published ones of real sites."""
    return Accomplishment.objects.read_by(actor).with_words(words)[:MAX_ACCOMPLISHMENTS]


@Compiled
def _measures_with(actor: Actor, *, words: str) -> QuerySet[SiteMeasure]:
    return SiteMeasure.objects.visible_to(actor).with_words(words)[:MAX_MEASURES]


def _findings(words: str, actor: Actor) -> list[Finding]:
    """Return communities, posts, exchanges, grants, and applications for them, the newest first."""
    found = (Finding(*columns) for columns in _findings_with(actor, words=words))
    return sorted(found, key=lambda each: (each.at, each.key), reverse=True)


@Compiled
def _findings_with(actor: Actor, *, words: str) -> QuerySet[Any, Any]:
    first, *others = (
        *communities.of_words(actor, words),
        *exchanges.of_words(actor, words),
        *grants.of_words(actor, words),
    )
    return first.union(*others, all=True)


def _program_applications(words: str, actor: Actor) -> list[Application]:
    """Find applications to join the program by ORI, agency, or contact; likely junk comes last."""
    found = Application.objects.visible_to(actor).named(words).for_list()
    return list(found[:MAX_APPLICATIONS])


def _people(actor: Actor, *, words: str) -> list[Person]:
    """Return people with a seat, then contacts, each by name."""
    found = [Person(*columns) for columns in _people_with(actor, words=words)]
    return sorted(found, key=lambda person: not person.role)


@Compiled
def _people_with(actor: Actor, *, words: str) -> QuerySet[Any, Any]:
    seated = Membership.objects.visible_to(actor).live(clock.now()).of_people_named(words)
    known = Contact.objects.visible_to(actor).named(words)
    of_site = ("site__name", "site__slug")
    none = Value("", TextField())
    people = seated.values_list("user__name", "role", none, none, *of_site)[:MAX_PEOPLE]
    contacts = known.values_list("name", none, "title", "organization", *of_site)[:MAX_PEOPLE]
    return people.union(contacts, all=True)


def _sites(words: str, actor: Actor) -> list[Site]:
    known = choices.current().sites_among(actor.sites_for(P.SITE_VIEW))
    return [site for site in known if has_words(found_by(site.name), words)][:MAX_SITES]
