"""Find the exchanges that wait for an actor, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, DateField, F, Func, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from exchanges.enums import Side, State
from exchanges.models import PeerExchange
from exchanges.querysets.exchanges import with_commitments
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.registry import Within
from foundation.notifications.models import ReminderDays
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days

# Days after a visit by which its report is due, and its reminder is sent.
REPORT_DAYS = declare_days(
    Schedule(
        slug="exchange-report",
        default=(5,),
        meaning="Days after the last day of a peer exchange.",
        steps=1,
    )
)
WAITED_FOR = (State.ASKED, State.ACCEPTED, State.PLANNED, State.HELD, State.FOLLOW_UP)


def of_exchanges(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find what of exchanges waits for the actor at the sites that they work for; staff have the board.

    One query for all causes, as the header of every page counts them.
    """
    keep, answer = actor.sites_for(P.EXCHANGE_KEEP), actor.sites_for(P.EXCHANGE_ANSWER)
    if not keep or answer is None or within.thing or within.site_id is not None:
        return
    visiting, hosting = Q(visitor_id__in=keep), Q(host_id__in=keep)
    held = Q(status=State.HELD)
    agreeing = Q(reported_for=Side.VISITOR) & hosting | Q(reported_for=Side.HOST) & visiting
    follow = Q(status=State.FOLLOW_UP)
    owing = visiting & Q(visitor_promised=False) | hosting & Q(host_promised=False)
    causes = {
        "exchange-answer": Q(status=State.ASKED, host_id__in=answer)
        & ~Q(asked_by_id=actor.user_id),
        "exchange-plan": Q(status=State.ACCEPTED),
        "exchange-held": Q(status=State.PLANNED, ends_on__lt=day_at(now, zone="host__time_zone")),
        "exchange-report": held & Q(reported_for=""),
        "exchange-agree": held & agreeing & ~Q(reported_by_id=actor.user_id),
        "exchange-commit": follow & owing,
        "exchange-close": follow & Q(visitor_promised=True, host_promised=True, has_open=False),
    }
    cause = Case(*(When(condition, then=Value(slug)) for slug, condition in causes.items()))
    mine = PeerExchange.objects.visible_to(actor).filter(visiting | hosting, status__in=WAITED_FOR)
    yield needing(
        with_commitments(mine),
        cause=cause,
        site=None,
        number=Concat(F("visitor__name"), Value(" visits "), F("host__name")),
        title=F("title"),
        since=F("asked_at"),
        due_at=Case(When(held, then=end_of(_report_day(), zone="host__time_zone"))),
    )


def _report_day() -> Func:
    """Find the day by which the report of a visit is due."""
    kept = ReminderDays.objects.filter(slug=REPORT_DAYS.slug).values("days__0")
    return Func(
        F("ends_on"),
        Coalesce(Subquery(kept), Value(REPORT_DAYS.default[0])),
        template="(%(expressions)s)",
        arg_joiner=" + ",
        output_field=DateField(),
    )
