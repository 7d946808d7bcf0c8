"""An application as its agency sees it: sections, what is missing, and where it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.urls import reverse

from applications.enums import Section, Status
from applications.models import Application, Round, SupportLetter
from applications.policies import Missing, last_day_of_drafts
from applications.presenters.letters import for_applicant
from foundation.ui import dates
from foundation.ui.stored import said_of
from foundation.ui.types import Fact, FileLine

WHERE = {
    Status.DRAFT: "Not submitted yet.",
    Status.SUBMITTED: "We received it. A Program Manager will review it, at the latest after the deadline.",
    Status.UNDER_REVIEW: "The program's staff are reviewing it. We'll email you the decision.",
    Status.SELECTED: "Your agency was selected for this cohort. The program office will contact you.",
    Status.NOT_SELECTED: "Your agency wasn't selected for this cohort. You can apply again for the next one.",
    Status.DEFERRED: "We're keeping your application for the next cohort. You don't need to apply again.",
    Status.WITHDRAWN: "You withdrew this application.",
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in the list next to the form."""

    label: str
    href: str
    is_current: bool
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the overview of an application says."""

    where: str
    sections: list[SectionLine]
    letters: list[FileLine]
    last_day: str
    facts: list[Fact]


def deadline_of(found: Round) -> str:
    """Return a deadline with its year and zone, such as "Fri Jan 29, 2027, 11:59 pm ET"."""
    local = found.deadline.astimezone(dates.zone_of(found.time_zone))
    day, time = dates.full_week_day(local.date()), dates.time_of_day(local)
    return f"{day}, {time} {dates.zone_word(local)}"


def sections_of(
    token: str, lacking: Iterable[Missing], *, letters: int, current: Section | None = None
) -> list[SectionLine]:
    """Return the sections of the form, each with how many answers it lacks, or how many letters it has."""
    found = list(lacking)
    lines = []
    for each in Section:
        left = sum(1 for one in found if one.section == each)
        state = f"{left} to answer" if left else "Done"
        lines.append(
            SectionLine(
                label=each.label,
                href=reverse("applications:section", args=[token, each.value]),
                is_current=each == current,
                state=added_of(letters) if each == Section.LETTERS else state,
            )
        )
    return lines


def added_of(letters: int) -> str:
    """Return how many letters an application has, in words."""
    return f"{letters} added" if letters else "None added"


def page_of(
    application: Application,
    token: str,
    lacking: Iterable[Missing],
    letters: Sequence[SupportLetter],
) -> Shown:
    """Return the overview of an application.

    Arguments:
        lacking: what it needs before it can be submitted.
        letters: those it has.
    """
    return Shown(
        where=WHERE[Status(application.status)],
        sections=sections_of(token, lacking, letters=len(letters)),
        letters=for_applicant(letters, token, may_remove=False),
        last_day=dates.full_week_day(last_day_of_drafts(application.round)),
        facts=facts_of(application),
    )


def facts_of(application: Application) -> list[Fact]:
    """Return what an application says about the agency; blanks say so."""
    said = [
        ("Agency", application.agency_name),
        ("ORI", application.ori),
        ("State", application.state),
        ("Contact", application.contact_name),
        ("Title", application.contact_title),
        ("Email address", application.contact_email),
        ("Phone", application.contact_phone),
    ]
    return [Fact(label, value or "Not answered") for label, value in said]


def typed_of(form: forms.Form) -> list[Fact]:
    """Return what was typed or chosen in a form that can't be saved; blanks are left out."""
    return [
        Fact(str(form[name].label), said_of(field, form[name].data))
        for name, field in form.fields.items()
        if form[name].data
    ]
