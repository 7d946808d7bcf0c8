"""Who may do what with applications, and what an application lacks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from applications import querysets
from applications.enums import DECISIONS, LIFECYCLE, Section, Status
from applications.models import Application, Reviewer, Round
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.days import first_day
from sites.models.places import ORI_SHAPE

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# A statement that says anything takes a few lines; one full of links sells something.
MIN_LENGTH, MAX_LINKS = 60, 3
# What staff do with an application: the lifecycle's steps that need a person, and two without a state.
REASONED = frozenset(row.name for row in LIFECYCLE.rows if row.permission and row.reason_required)
STEPS = frozenset(row.name for row in LIFECYCLE.rows if row.permission) | {
    "junk",
    "not-junk",
    "resend",
}
FACTS = (
    ("agency_name", "Agency name"),
    ("ori", "ORI"),
    ("state", "State"),
    ("contact_name", "Contact's name"),
    ("contact_title", "Contact's title"),
)
TEXTS = (("problem", "The problem"), ("change", "What you want to change"))


@dataclass(frozen=True, slots=True)
class Missing:
    """One answer that an application lacks."""

    section: Section
    words: str


def can_manage(actor: Actor) -> bool:
    """Return whether the actor opens rounds and reads what was submitted."""
    return actor.may(P.APPLICATION_MANAGE, at=None)


def is_anothers_agency(actor: Actor, application: Application) -> bool | str:
    """Return True, or why not: nobody decides about an agency where they hold or held a seat."""
    if querysets.held_seat(actor.user_id, application.ori):
        return "You hold or held a seat at this agency's site, so a colleague must decide."
    return True


def can_name_reviewers(actor: Actor, application: Application) -> bool:
    """Return whether the actor names and removes the reviewers of an application now."""
    return (
        can_manage(actor)
        and application.status == Status.UNDER_REVIEW
        and is_anothers_agency(actor, application) is True
    )


def can_remove(actor: Actor, reviewer: Reviewer) -> bool:
    """Return whether the actor may end a person's review; a colleague ends one's own."""
    return can_manage(actor) and reviewer.person_id != actor.user_id


def can_score(actor: Actor, application: Application) -> bool:
    """Return whether the actor reviews an application, hasn't submitted scores, and never held a seat at its agency."""
    reviewer = querysets.reviewer_of(actor, application)
    if reviewer is None or querysets.has_scored(reviewer):
        return False
    return is_anothers_agency(actor, application) is True


def steps_open_to(actor: Actor, application: Application) -> list[tuple[str, str]]:
    """Return names and labels of what the actor may do with an application now."""
    if not can_manage(actor) or is_anothers_agency(actor, application) is not True:
        return []
    found = [(row.name, row.words) for row in LIFECYCLE.available(application, actor)]
    if application.status in DECISIONS:
        found.append(("resend", "Email the decision again"))
    is_junk = application.is_likely_junk
    return [*found, ("not-junk", "Not junk") if is_junk else ("junk", "Move to likely junk")]


def can_write(application: Application, at: datetime) -> bool:
    """Return whether the agency may still change its draft at a moment."""
    return application.is_draft and application.round.is_open(at)


def last_day_of_drafts(found: Round) -> date:
    """Return the last day, in the round's zone, on which what wasn't submitted is kept."""
    return first_day(found.deadline, found.time_zone) + timedelta(
        days=settings.APPLICATION_DRAFT_DAYS
    )


def missing(application: Application) -> list[Missing]:
    """Return what an application lacks before it can be submitted, section by section."""
    open_answers, unmet = querysets.unanswered(application)
    return [
        *_blank(application, Section.AGENCY, FACTS),
        *(Missing(Section.ELIGIBILITY, f"{each}: choose an answer") for each in open_answers),
        *(Missing(Section.ELIGIBILITY, f"{each}: needed to apply") for each in unmet),
        *(
            Missing(Section.AREAS, f"{each.name}: choose one answer")
            for each in querysets.unassessed(application.pk)
        ),
        *_blank(application, Section.CHANGE, TEXTS),
    ]


def looks_like_junk(application: Application) -> bool:
    """Return whether staff needn't see it first: an ORI of no agency's shape, no text, or many links."""
    words = f"{application.problem} {application.change}"
    return (
        not ORI_SHAPE.fullmatch(application.ori)
        or len(words.strip()) < MIN_LENGTH
        or len(LINK.findall(words)) > MAX_LINKS
    )


def _blank(
    application: Application, section: Section, fields: Iterable[tuple[str, str]]
) -> list[Missing]:
    return [
        Missing(section, f"{label}: enter an answer")
        for name, label in fields
        if not getattr(application, name).strip()
    ]
