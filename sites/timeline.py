"""People of a site's team and agencies of its coalition on its timeline: who joined and who left."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.enums import IN_FORCE
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.timeline.columns import Asked, Row, happened
from foundation.timeline.registry import Kind, Source, declare
from foundation.workflow.declarations import address_of
from sites import policies
from sites.enums import AgencyKind
from sites.models import Membership, SiteAgency
from sites.models.seats import seat_title

COALITION = address_of("sites:coalition", "slug")
TEAM = address_of("sites:team", "slug")


def _people(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the first and the last instant of memberships that gave access."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    approved = Q(approval__isnull=True) | Q(approval__state__in=IN_FORCE)
    found = Membership.objects.visible_to(actor).filter(approved)
    # Leave that was canceled before it began gave nobody anything.
    found = found.filter(Q(covers__isnull=True) | Q(ends_at__gt=F("starts_at")))
    for kind, column in (("joined", "starts_at"), ("left", "ends_at")):
        yield happened(
            found,
            asked,
            kind=kind,
            at=column,
            title=F("user__name"),
            slug=F("site__slug"),
            role=F("role"),
            seat=F("seat"),
            covers=F("covers"),
        )


def _agencies(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find the first and the last day of agencies in the coalition."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = SiteAgency.objects.visible_to(actor)
    for kind, column in (("agency-joined", "joined_on"), ("agency-left", "left_on")):
        yield happened(
            found,
            asked,
            kind=kind,
            day=column,
            title=F("name"),
            slug=F("site__slug"),
            agency=F("kind"),
        )


def _kind_of(row: Row) -> str:
    return str(AgencyKind(row.detail["agency"]).label)


def _seat(row: Row) -> str:
    role, seat = row.detail["role"], row.detail["seat"]
    return policies.seat_words(ROLES[role].title, seat_title(role, seat))


def _joined(row: Row) -> str:
    words = "Stands in" if row.detail["covers"] else "Joined the team"
    return f"{words} ({_seat(row)})"


def _left(row: Row) -> str:
    words = "No longer stands in" if row.detail["covers"] else "Left the team"
    return f"{words} ({_seat(row)})"


declare(
    Source(
        name="people",
        label="Team",
        rows=_people,
        kinds=(
            Kind(slug="joined", what=_joined, href=TEAM),
            Kind(slug="left", what=_left, href=TEAM),
        ),
        order=50,
    )
)
declare(
    Source(
        name="coalition",
        label="Coalition",
        rows=_agencies,
        kinds=(
            Kind(
                slug="agency-joined",
                what=lambda row: f"Joined the coalition ({_kind_of(row)})",
                href=COALITION,
            ),
            Kind(
                slug="agency-left",
                what=lambda row: f"Left the coalition ({_kind_of(row)})",
                href=COALITION,
            ),
        ),
        order=55,
    )
)
