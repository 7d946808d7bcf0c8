"""Queries about applications that span several models."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from applications.enums import Status
from applications.models import (
    Application,
    ApplicationStep,
    Criterion,
    EligibilityAnswer,
    Requirement,
    Reviewer,
    Round,
    Scorecard,
    SelfAssessment,
    SupportLetter,
)
from applications.models.applications import AGENCY, ApplicationQuerySet, agency_part
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS as AGENDA_ROWS
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.needs.columns import end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from sites.models import CoreArea, Membership, PublicForm, Site, State

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

FORM = "application"


class RoundColumns(TypedDict):
    """Columns added by ``rounds_for_list``."""

    is_used: bool


if TYPE_CHECKING:
    UsedRound = WithAnnotations[Round, RoundColumns]


def rounds_for_list(actor: Actor) -> "QuerySet[UsedRound]":
    """Find the rounds, each with whether the actor sees that an agency has applied, as ``is_used``."""
    applied = Application.objects.visible_to(actor).filter(round=OuterRef("pk"))
    found = Round.objects.visible_to(actor).annotate(is_used=Exists(applied))
    return cast("QuerySet[UsedRound]", found)


def notice_of_form() -> PublicForm | None:
    """Return what the form shows: its OMB control number, burden, and Privacy Act text; None if it isn't valid today."""
    return PublicForm.objects.in_force(FORM, clock.today(OFFICIAL_ZONE))


def open_round() -> Round | None:
    """Return the round that takes applications now."""
    return Round.objects.open_at(clock.now()).first()


def next_round() -> Round | None:
    """Return the round that opens next."""
    return Round.objects.ahead(clock.now()).first()


def newest_round() -> Round | None:
    """Return the round of the latest cohort."""
    return Round.objects.order_by("-cohort_year").first()


def held_seat(user_id: int | None, ori: str) -> bool:
    """Return whether a person holds or held a seat at a site whose agency has this ORI."""
    if not ori or user_id is None:
        return False
    seats = Membership.objects.filter(user_id=user_id).alias(agency=agency_part("site__ori"))
    return seats.filter(agency=ori[:AGENCY].upper()).exists()


def reviewer_of(actor: Actor, application: Application) -> Reviewer | None:
    """Return the actor's grant to review an application now, if they have one."""
    held = Reviewer.objects.held_by(actor, clock.now())
    return held.filter(application=application).first()


def has_scored(reviewer: Reviewer) -> bool:
    """Return whether a reviewer has submitted scores."""
    return Scorecard.objects.filter(reviewer=reviewer).exists()


def reviewers(actor: Actor, application: Application) -> list[Reviewer]:
    """Return an application's reviewers in its present round that the actor may read."""
    return list(Reviewer.objects.visible_to(actor).of_application(application))


def scorecards(actor: Actor, application: Application) -> list[Scorecard]:
    """Return an application's scorecards that the actor may read, with their scores."""
    return list(Scorecard.objects.visible_to(actor).of_application(application.pk))


def criteria() -> list[Criterion]:
    """Return every criterion, those out of use too, in order."""
    return list(Criterion.objects.all())


def unanswered(application: Application) -> tuple[list[Requirement], list[Requirement]]:
    """Return the requirements that an application hasn't answered, and those it says it doesn't meet."""
    said, asked = answers_of(application.pk), requirements()
    return (
        [each for each in asked if each.pk not in said],
        [each for each in asked if said.get(each.pk) is False],
    )


def unassessed(pk: UUID) -> list[CoreArea]:
    """Return the core areas in force that an application hasn't assessed."""
    said = set(SelfAssessment.objects.of_application(pk).values_list("core_area_id", flat=True))
    return [each for each in core_areas() if each.pk not in said]


def core_areas() -> list[CoreArea]:
    """Return the core areas in force today, in order."""
    return list(CoreArea.objects.in_force_on(clock.today(OFFICIAL_ZONE)))


def states() -> list[State]:
    """Return the states and territories, by name."""
    return list(State.objects.order_by("name"))


def requirements() -> list[Requirement]:
    """Return what an agency confirms before it applies, in order."""
    return list(Requirement.objects.all())


def answers_of(pk: UUID) -> dict[str, bool]:
    """Return an application's answers, by requirement."""
    found = EligibilityAnswer.objects.of_application(pk)
    return {each.requirement_id: each.is_met for each in found}


def levels_of(pk: UUID) -> dict[str, str]:
    """Return an application's self-assessment, by the core area's slug."""
    found = SelfAssessment.objects.of_application(pk)
    return {each.core_area.slug: each.level for each in found}


def review_list(actor: Actor, *, words: str, status: str, junk: bool) -> ApplicationQuerySet:
    """Return what staff review, newest first, by words and state.

    Likely junk is listed only if it's looked for, by the filter or by words; then it comes last.
    """
    found = Application.objects.visible_to(actor)
    if junk or not words:
        found = found.sorted_as(junk=junk)
    if words:
        found = found.named(words)
    if status:
        found = found.in_state(status)
    return found.for_list()


def answers(pk: UUID) -> list[EligibilityAnswer]:
    """Return an application's answers, in the order of the requirements."""
    return list(EligibilityAnswer.objects.of_application(pk))


def levels(pk: UUID) -> list[SelfAssessment]:
    """Return an application's self-assessment, in the order of the core areas."""
    return list(SelfAssessment.objects.of_application(pk))


def letters(pk: UUID) -> list[SupportLetter]:
    """Return an application's letters of support, in the order in which they were added."""
    return list(SupportLetter.objects.of_application(pk))


def steps(pk: UUID) -> list[ApplicationStep]:
    """Return what was done with an application, newest first."""
    return list(ApplicationStep.objects.of_application(pk))


def site_of(application: Application) -> Site | None:
    """Return the site of an application's agency, which it had or became: the newest one with its ORI."""
    if not application.ori:
        return None
    found = Site.objects.alias(agency=agency_part("ori"))
    return found.filter(agency=application.ori[:AGENCY].upper()).order_by("-pk").first()


def others_of(actor: Actor, application: Application) -> list[Application]:
    """Return the other applications of the same agency that the actor may read, newest first."""
    if not application.ori:
        return []
    found = Application.objects.visible_to(actor).of_agency(application.ori)
    return list(found.exclude(pk=application.pk).for_list())


def waiting(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the applications that wait for a Program Manager: likely junk and agencies of their own left out."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    if not actor.may(P.APPLICATION_MANAGE, at=None):
        return
    seats = Membership.objects.filter(user_id=actor.user_id).exclude(site__ori="")
    own = seats.annotate(agency=agency_part("site__ori")).values("agency")
    found = Application.objects.visible_to(actor).sorted_as(junk=False)
    found = found.filter(status__in=(Status.SUBMITTED, Status.UNDER_REVIEW))
    found = found.alias(agency=agency_part("ori")).exclude(agency__in=own)
    yield needing(
        found.order_by("submitted_at", "pk")[:MAX_ROWS],
        cause=Case(
            When(status=Status.SUBMITTED, then=Value("review-application")),
            default=Value("decide-application"),
        ),
        site=None,
        number=F("ori"),
        since=F("submitted_at"),
        pk=F("pk"),
    )


def scoring(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the applications whose scores by the actor are due."""
    if within.thing or within.site_id is not None or actor.user_id is None:
        return
    found = Reviewer.objects.held_by(actor, now).waiting().annotate(zone=Value(OFFICIAL_ZONE))
    yield needing(
        found.order_by("due_on", "pk")[:MAX_ROWS],
        cause="score-application",
        site=None,
        number=F("application__ori"),
        since=F("starts_at"),
        due_at=end_of(F("due_on"), zone="zone"),
        pk=F("application_id"),
    )


def scores_due(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the days in a span on which the actor's scores of applications are due, in Eastern time."""
    if span.site_ids is not None or actor.user_id is None:
        return
    found = Reviewer.objects.held_by(actor, clock.now()).filter(**span.of_days("due_on"))
    yield dated(
        found.order_by("due_on", "pk")[:AGENDA_ROWS],
        kind="application-scores",
        zone=OFFICIAL_ZONE,
        day=F("due_on"),
        number=_cohort("round__cohort_year"),
        state=Case(
            When(scorecard=None, then=Value(EntryState.OPEN.value)),
            default=Value(EntryState.DONE.value),
        ),
        application=F("application_id"),
    )


def deadlines(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the deadlines of rounds in a span, extensions included, for Program Managers."""
    if span.site_ids is not None or not actor.may(P.APPLICATION_MANAGE, at=None):
        return
    found = Round.objects.visible_to(actor).closing_between(span.begins, span.ends)
    yield dated(
        found[:AGENDA_ROWS],
        kind="application-deadline",
        zone=F("time_zone"),
        at=F("ends"),
        number=_cohort("cohort_year"),
        state=Case(
            When(ends__lte=clock.now(), then=Value(EntryState.DONE.value)),
            default=Value(EntryState.OPEN.value),
        ),
        revision=F("version"),
        changed_at=changes_of(Round)["changed_at"],
    )


def _cohort(year: str) -> Concat:
    """Return what calendars and notices call a round, such as "2027 cohort"."""
    return Concat(Cast(year, TextField()), Value(" cohort"), output_field=TextField())
