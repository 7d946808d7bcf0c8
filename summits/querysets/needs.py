"""Find what of a summit waits for its organizers and for people of sites, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.registry import Within
from summits.enums import Format, Origin, State
from summits.enums.followups import FORGOTTEN, NOTES_AFTER, REVIEWS
from summits.models import Grant, Registration, SessionNote, Summit, SummitStep
from summits.querysets import feedback, notices

Rows = QuerySet[Any, Any]
HELD = (State.LIVE, State.WRAP_UP, State.ARCHIVED)
FIRST, LAST = min(REVIEWS), max(REVIEWS)


def of_organizers(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what is next at each summit the actor manages or organizes: from its first day to its last review."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    is_manager = actor.may(P.SUMMIT_MANAGE, at=None)
    found = Summit.objects.in_states(State.AGENDA_LOCKED, *HELD).filter(origin=Origin.PORTAL)
    if not is_manager:
        found = found.filter(pk__in=Grant.objects.organized_by(actor, now))
    # A day before the first one that may count, whatever the zone. Reviews are due so many days after the summit.
    remembered = Q(ends_on__gte=(now - FORGOTTEN).date() - timedelta(days=1))
    found = found.filter(remembered | ~Q(status=State.ARCHIVED))
    yield needing(
        found.annotate(today=day_at(now, "time_zone")),
        cause=_next(is_manager=is_manager),
        site=None,
        number=F("name"),
        due_at=end_of(
            Case(
                When(status=State.AGENDA_LOCKED, then=F("starts_on")),
                When(status=State.LIVE, then=F("ends_on")),
                output_field=DateField(),
            ),
            zone="time_zone",
        ),
        slug=F("slug"),
        ends_on=F("ends_on"),
        zone=F("time_zone"),
    )


def of_notes(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find the actor's notes that led to nothing, and the summits on which the actor's site wrote none."""
    sites = actor.sites_for(P.SUMMIT_NOTE) or frozenset()
    if within.site_id is not None:
        sites &= {within.site_id}
    if within.thing or not sites:
        return
    written = SessionNote.objects.at_any(sorted(sites))
    yield needing(
        written.filter(author_id=actor.user_id, **_ended(now, "session__summit__")).open(),
        cause="session-note",
        title=F("session__title"),
        number=F("session__summit__name"),
        since=F("made_at"),
    )
    of_site = written.filter(session__summit=OuterRef("summit"), site=OuterRef("site"))
    came = Registration.objects.of_person(actor.user_id).attended()
    yield needing(
        Registration.objects.filter(
            ~Exists(of_site),
            pk__in=came.values("pk"),
            site_id__in=sites,
            summit__status__in=HELD,
            **_ended(now, "summit__", most=timedelta(days=FIRST)),
        ),
        cause="session-notes-missing",
        number=F("summit__name"),
        slug=F("summit__slug"),
    )


def of_attendees(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find the summits that ask the actor how they were, until the actor answers or the summit is archived."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    asked = feedback.unanswered(actor).filter(notices.is_valid(notices.FEEDBACK, now.date()))
    yield needing(asked, cause="summit-feedback", site=None, number=F("name"), slug=F("slug"))


def _next(*, is_manager: bool) -> Case:
    """Find what is next, one thing for each summit; none if nothing is."""
    done = {
        after: Exists(SummitStep.objects.of_kind(kind).filter(summit=OuterRef("pk")))
        for after, kind in REVIEWS.items()
    }
    is_remembered = Q(today__lte=_after(FORGOTTEN.days))
    reviews = [
        When(Q(today__gte=_after(after)) & is_remembered & ~done[after], then=Value(cause))
        for after, cause in ((each, f"summit-review-{each}") for each in sorted(REVIEWS))
    ]
    archive = [When(Q(status=State.WRAP_UP) & done[LAST], then=Value("summit-archive"))]
    return Case(
        When(
            status=State.AGENDA_LOCKED,
            then=Case(When(today__gte=F("starts_on"), then=Value("summit-start"))),
        ),
        When(
            status=State.LIVE,
            today__lte=F("ends_on"),
            then=Case(When(format=Format.IN_PERSON, then=Value("summit-check-in"))),
        ),
        When(status=State.LIVE, then=Value("summit-wrap-up")),
        *reviews,
        *(archive if is_manager else []),
    )


def _after(days: int) -> Cast:
    """Find the day so many days after the last one."""
    return Cast(F("ends_on") + Value(timedelta(days=days)), DateField())


def _ended(now: datetime, summit: str, *, most: timedelta = FORGOTTEN) -> dict[str, date]:
    """Return the filter of summits that ended some days ago, but not too long; a day's difference of zones is nothing."""
    today = now.date()
    return {
        f"{summit}ends_on__lte": today - NOTES_AFTER,
        f"{summit}ends_on__gt": today - most,
    }
