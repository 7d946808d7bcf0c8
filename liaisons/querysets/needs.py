"""Drafts of the log, and sites to contact, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least

from engagements.models import Engagement
from engagements.models.engagements import NEWEST
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from liaisons.models import ContactStandard, EngagementUpdate, PlannedContact
from sites.models import Membership, Site

Rows = QuerySet[Any, Any]


def drafts_for(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find the actor's drafts at sites where the actor logs."""
    sites = actor.sites_for(P.UPDATE_LOG)
    if within.thing or not sites:
        return
    drafts = EngagementUpdate.objects.drafts_of(actor.user_id).filter(site_id__in=sites)
    drafts = drafts if within.site_id is None else drafts.at(within.site_id)
    yield needing(drafts[:MAX_ROWS], cause="finish-update", since=F("saved_at"))


def reviews_for(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find updates that await the actor's review, and the actor's own that were returned."""
    if within.thing:
        return
    everyones = EngagementUpdate.objects.all()
    if within.site_id is not None:
        everyones = everyones.at(within.site_id)
    sites = actor.sites_for(P.UPDATE_REVIEW)
    if sites != frozenset():
        found = everyones.awaiting().exclude(author_id=actor.user_id)
        found = found if sites is None else found.filter(site_id__in=sites)
        yield needing(found[:MAX_ROWS], cause="review-update", since=F("review_asked_at"))
    if logged := actor.sites_for(P.UPDATE_LOG):
        own = everyones.returned_to(actor.user_id).filter(site_id__in=logged)
        yield needing(own[:MAX_ROWS], cause="correct-update", since=F("reviewed_at"))


def contacts_for(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find sites where the actor is the liaison and contact is due, or was planned for a day that has come.

    Contact is expected as the caseload expects it: not before the engagement begins, while it is suspended,
    or once it is over. Without any contact the days count from the liaison's first day in the seat, and never
    from before contact was expected.
    """
    sites = actor.sites_for(P.UPDATE_LOG)
    if within.thing or not sites:
        return
    logged = EngagementUpdate.objects.submitted().filter(site_id=OuterRef("pk"))
    newest = logged.order_by("-occurred_on", "-id")
    planned = PlannedContact.objects.waiting().filter(site_id=OuterRef("pk"))
    seated = Membership.objects.live(now).with_role(LIAISON.slug).filter(site_id=OuterRef("pk"))
    since = seated.order_by("starts_at").annotate(day=_day("starts_at")).values("day")[:1]
    standard = ContactStandard.objects.order_by("pk")
    usual = ContactStandard()
    found = Site.objects.filter(~Exists(_without_contact(now)), pk__in=sites).annotate(
        last_on=Subquery(newest.values("occurred_on")[:1]),
        next_on=Least(
            Subquery(newest.values("next_contact_on")[:1]),
            Subquery(planned.values("planned_on")[:1]),
        ),
        from_on=Greatest(Coalesce("last_on", Subquery(since)), Subquery(_expected_from(now))),
        due_days=Coalesce(Subquery(standard.values("due_days")[:1]), usual.due_days),
        overdue_days=Coalesce(Subquery(standard.values("overdue_days")[:1]), usual.overdue_days),
    )
    today = day_at(now, "time_zone")
    due = Q(from_on__lte=_days_before(today, F("due_days"))) | Q(next_on__lte=today)
    found = found.filter(due)
    found = found if within.site_id is None else found.filter(pk=within.site_id)
    yield needing(
        found.order_by("name", "pk")[:MAX_ROWS],
        cause="contact-site",
        site="",
        due_at=end_of(_days_before(F("from_on"), Value(0) - F("overdue_days")), "time_zone"),
        slug=F("slug"),
        last_on=F("last_on"),
        next_on=F("next_on"),
        overdue_days=F("overdue_days"),
    )


def _without_contact(now: datetime) -> QuerySet[Engagement]:
    """Find the newest engagement of a site, if its state is one in which no contact is expected."""
    today = day_at(now)
    idle = (
        Q(withdrawn_on__lte=today)
        | Q(graduated_on__lte=today)
        | Q(onboarding_from__isnull=True)
        | Q(onboarding_from__gt=today)
        | Q(suspended_from__lte=today) & (Q(suspended_until=None) | Q(suspended_until__gte=today))
    )
    return Engagement.objects.filter(idle, site_id=OuterRef("pk")).newest_of_each()


def _expected_from(now: datetime) -> QuerySet[Engagement, Any]:
    """Find the first day of a site's newest engagement, or the day on which it was resumed, as ``Term.runs_since``."""
    resumed = Case(
        When(suspended_until__lt=day_at(now), then=_days_before(F("suspended_until"), Value(-1)))
    )
    found = Engagement.objects.filter(site_id=OuterRef("pk")).order_by(*NEWEST)
    return found.values_list(Greatest("onboarding_from", resumed))[:1]


def _days_before(day: Combinable, days: Combinable) -> Func:
    """So many days before a day; the database counts them."""
    return Func(day, days, template="(%(expressions)s)", arg_joiner=" - ", output_field=DateField())


def _day(instant: str) -> Func:
    """Return the day of an instant in its site's time zone."""
    return Func(
        F(instant),
        F("site__time_zone"),
        template="((%(expressions)s))::date",
        arg_joiner=" AT TIME ZONE ",
        output_field=DateField(),
    )
