"""What belongs to an exchange in other rooms: its sites' commitments, hosts, and people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from engagements.models import Commitment
from exchanges.enums import ORIGINS, Side
from exchanges.models import AgendaItem, Participant, PeerExchange
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP, LIAISON, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.workflow import embedded
from sites.models import Membership, Site
from sites.models.places import SiteQuerySet

# The roles that work on an exchange for a site; the first two answer for a host.
ANSWERS = (POINT_OF_CONTACT.slug, EXECUTIVE_LEADERSHIP.slug)
PERSON = ("id", "name")
COMMITMENT = embedded.columns_of(Commitment)
KEEPS = (*ANSWERS, LIAISON.slug)


# A function here takes what ``querysets.columns.for_page`` told of an exchange, and else asks.
def commitments_of(exchange: PeerExchange) -> list[Commitment]:
    """Return what both sites promised because of an exchange that the actor sees, by due date."""
    told = getattr(exchange, "told_commitments", None)
    if told is not None:
        return [embedded.made(Commitment, row, owner=User) for row in told]
    sites = {side: exchange.site_of(side).pk for side in Side}
    return list(promised(exchange.pk, sites))


def promised(pk: Any, sites: Mapping[Side, Any]) -> QuerySet[Commitment]:
    """Find what both sites of an exchange promised because of it, by due date.

    The other site's are read here and nowhere else: its own pages show each site its own (ADR 78).

    Arguments:
        pk: the exchange's key, or the expression for it, like the keys of its ``sites``.
    """
    made = Commitment.objects.without_request().filter(
        Q(origin_kind=ORIGINS[Side.VISITOR], site_id=sites[Side.VISITOR])
        | Q(origin_kind=ORIGINS[Side.HOST], site_id=sites[Side.HOST]),
        origin_id=pk,
    )
    return made.select_related("owner").order_by("due_on", "made_at")


def days_hosted(exchange: PeerExchange) -> list[date]:
    """Return the first days of the host's other visits that count; today for one without a date.

    Only the host's people, its liaison, and staff read all of them.
    """
    days = getattr(exchange, "told_hosted", None)
    if days is None:
        others = PeerExchange.objects.hosted_by(exchange.host_id).exclude(pk=exchange.pk)
        days = others.values_list("starts_on", flat=True)
    today = clock.today(exchange.host.time_zone)
    return [day or today for day in days]


def has_agenda(exchange: PeerExchange) -> bool:
    """Return whether an exchange has an agenda item."""
    told = getattr(exchange, "told_agenda", None)
    if told is not None:
        return bool(told)
    return AgendaItem.objects.of_exchange(exchange.pk).exists()


def teams_of(exchange: PeerExchange) -> set[str]:
    """Return the sides from which someone takes part in an exchange."""
    told = getattr(exchange, "told_participants", None)
    if told is not None:
        return {row["side"] for row in told}
    found = Participant.objects.of_exchange(exchange.pk)
    return set(found.values_list("side", flat=True))


def hosts_for(actor: Actor) -> QuerySet[Site]:
    """Return the sites that the actor's sites can ask: demonstration sites among themselves."""
    mine = Site.objects.where_allowed(actor, P.EXCHANGE_ASK)
    kinds = set(mine.values_list("is_demo", flat=True).distinct())
    return Site.objects.filter(is_demo__in=kinds).by_name()


def visitors_for(actor: Actor) -> SiteQuerySet:
    """Return the sites for which the actor asks for visits."""
    return Site.objects.where_allowed(actor, P.EXCHANGE_ASK).by_name()


def people_at(site_ids: Iterable[int], roles: Iterable[str], at: datetime) -> set[int]:
    """Return the ids of the people with one of some roles at any of the sites, as a job reads them."""
    held = Membership.objects.live(at).with_role(*roles)
    return set(held.filter(site_id__in=list(site_ids)).values_list("user_id", flat=True))


def with_commitments(rows: QuerySet[PeerExchange, Any]) -> QuerySet[PeerExchange, Any]:
    """Add whether each side has promised something (``visitor_promised``, ``host_promised``), and what is open."""
    made = Commitment.objects.without_request().but_canceled().filter(origin_id=OuterRef("pk"))
    sides = {side: made.filter(origin_kind=kind) for side, kind in ORIGINS.items()}
    return rows.annotate(
        visitor_promised=Exists(sides[Side.VISITOR]),
        host_promised=Exists(sides[Side.HOST]),
        has_open=Exists(made.filter(origin_kind__in=ORIGINS.values()).open()),
    )
