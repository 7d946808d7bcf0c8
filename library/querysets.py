"""What pages read of several tables: a list with filters, what the reader marked, suggestions, and owners."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.workflow.cursors import Position
from library.enums import SHARING_SITE_ROLES, SHARING_STAFF, SITE_KEEPERS, Audience, Standing
from library.models import Proposal, Resource, ResourceFile, UsefulMark
from library.models.resources import HANDLE, ResourceQuerySet
from sites.models import CoreArea, Membership, Site
from sites.models.places import SiteQuerySet

# Resources on a page, and suggestions on a request's page.
PAGE, MAX_SUGGESTED = 25, 3


def asked(actor: Actor, filters: Mapping[str, Any], today: date) -> ResourceQuerySet:
    """Return the resources that the actor reads and a list's filters leave, newest first.

    Arguments:
        filters: any of ``words``, ``area`` (a core area's slug), ``type``, ``audience``, and ``standing``.
        today: the day by which a review is due, in Eastern time.
    """
    found = Resource.objects.visible_to(actor)
    standing = filters.get("standing")
    if standing == Standing.ARCHIVED:
        found = found.archived()
    else:
        found = found.due_by(today) if standing == Standing.DUE else found.current()
    if words := filters.get("words"):
        found = found.with_words(words)
    if area := filters.get("area"):
        found = found.in_area(area)
    if kind := filters.get("type"):
        found = found.of_type(kind)
    if audience := filters.get("audience"):
        found = found.for_audience(audience)
    return found.for_list()


def page_of_list(
    actor: Actor, filters: Mapping[str, Any], today: date, place: Position | None
) -> tuple[list[Resource], bool]:
    """Return a page of what ``asked`` finds, and whether there are older ones.

    Arguments:
        place: the resource after which the page begins; None for the newest.
    """
    shape = tuple(sorted(each for each in filters.items() if each[0] != "words"))
    at, pk = place or (None, None)
    # How many resources have a word decides between two plans, one of them forty times as long.
    listed = _listed.planned_anew if "words" in filters else _listed
    rows = listed(actor, shape, words=filters.get("words"), today=today, at=at, pk=pk)
    return rows[:PAGE], len(rows) > PAGE


@Compiled
def _listed(
    actor: Actor,
    filters: tuple[tuple[str, str], ...],
    *,
    words: str | None,
    today: date,
    at: datetime | None,
    pk: UUID | None,
) -> ResourceQuerySet:
    found = asked(actor, dict(filters) | ({"words": words} if words else {}), today)
    return (found if at is None or pk is None else found.after(at, pk))[: PAGE + 1]


def names_of_areas() -> dict[str, str]:
    """Return the names of all core areas by their slugs: a resource may be older than an area's end."""
    return {area.slug: area.name for area in _areas(Actor.public())}


@Compiled
def _areas(_actor: Actor) -> QuerySet[CoreArea]:
    return CoreArea.objects.all()


def areas_on(today: date) -> QuerySet[CoreArea]:
    """Return the core areas that can be chosen on a day."""
    return CoreArea.objects.in_force_on(today)


def sites_for(actor: Actor) -> SiteQuerySet:
    """Return the sites for which the actor adds resources, by name."""
    return Site.objects.where_allowed(actor, P.RESOURCE_ADD).by_name()


def for_page(actor: Actor) -> QuerySet[Resource, Any]:
    """Return the resources with their people, and whether the actor marked each (``is_marked``)."""
    own = UsefulMark.objects.visible_to(actor).filter(resource=OuterRef("pk"))
    found = Resource.objects.visible_to(actor).for_page()
    return found.annotate(is_marked=Exists(own))


def titles(actor: Actor, handles: Collection[str]) -> dict[str, str]:
    """Return the titles of the resources that the actor reads, by what notices call them."""
    asked = [each for each in handles if each.startswith(HANDLE)]
    if not asked:
        return {}
    found = Resource.objects.visible_to(actor).called_one_of(asked)
    return {each.handle: each.title for each in found}


def file_of(actor: Actor, resource: Resource) -> ResourceFile | None:
    """Return the latest file of a resource; None, and no question, for a link."""
    if resource.url:
        return None
    found = ResourceFile.objects.visible_to(actor).of_resource(resource.pk).standing()
    return found.select_related("resource").first()


def suggested(actor: Actor, *, site_id: int, areas: Sequence[str], today: date) -> list[Resource]:
    """Return a few resources that may help with something at a site, the most fitting first, in one query.

    Those for its first area come first, then those whose review isn't overdue, then those most people found useful.

    Arguments:
        areas: slugs of core areas, the primary one first.
    """
    return _suggested(actor, tuple(areas), site_id=site_id, today=today) if areas else []


@Compiled
def _suggested(
    actor: Actor, areas: tuple[str, ...], *, site_id: int, today: date
) -> ResourceQuerySet:
    fits = Q(core_areas__contains=[areas[0]])
    found = Resource.objects.visible_to(actor).current().filter(Q(site=None) | Q(site_id=site_id))
    ordered = found.filter(core_areas__overlap=list(areas)).annotate(
        place=_first(~fits), is_late=_first(Q(review_by__lt=today))
    )
    return ordered.order_by("place", "is_late", "-useful_count", "-pk")[:MAX_SUGGESTED]


def proposals_for(actor: Actor, place: Position | None) -> tuple[list[Proposal], bool]:
    """Return a page of proposals the actor reads, the latest first, and whether there are older ones.

    Arguments:
        place: the proposal after which the page begins; None for the latest.
    """
    found = Proposal.objects.visible_to(actor).for_list()
    rows = list((found.after(*place) if place else found)[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def owners_of(resource: Resource, now: datetime) -> QuerySet[User]:
    """Find the people who can answer for a resource, by name: who keeps those of its readers, and DOJ's staff."""
    seats = Membership.objects.live(now).order_by()
    if resource.site_id is not None:
        seated = seats.filter(site_id=resource.site_id).with_role(*SITE_KEEPERS)
    elif resource.audience == Audience.NETWORK:
        seated = seats.with_role(*SHARING_SITE_ROLES)
    else:
        seated = seats.none()
    found = Q(staff_role__in=SHARING_STAFF) | Q(pk__in=seated.values("user_id"))
    return User.objects.filter(found, is_active=True).order_by("name", "pk")


def owner_with(email: str, resource: Resource, now: datetime) -> User | None:
    """Return the person with an email address if they can answer for a resource; None otherwise."""
    return owners_of(resource, now).filter(email__iexact=email.strip()).first()


def _first(late: Q) -> Case:
    """Return an expression that sorts what meets a condition after the rest."""
    return Case(When(late, then=Value(1)), default=Value(0), output_field=IntegerField())
