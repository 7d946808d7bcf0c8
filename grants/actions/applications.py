"""Put a grant on a site's list, change what the application says, and take its steps."""

from datetime import date

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from grants import policies
from grants.enums import LIFECYCLE, StepKind
from grants.errors import (
    AlreadyConsidered,
    NoAmount,
    NotNow,
    NotYourGrants,
    ReportedByTheProgram,
    UnlikelyPeriod,
)
from grants.models import GrantApplication, GrantStep, Opportunity
from sites.models import Site


@atomic_savepoint
def add(
    site: Site,
    *,
    opportunity: Opportunity | None = None,
    name: str = "",
    funder: str = "",
    purpose: str = "",
    amount_requested: int | None = None,
    answer_expected_on: date | None = None,
    by: Actor,
) -> GrantApplication:
    """Put a grant on a site's list as one that it considers.

    Arguments:
        opportunity: what the portal lists, which gives name and funder; None for a grant found elsewhere.
        amount_requested: whole U.S. dollars; None while it isn't known.
        answer_expected_on: the day from which the funder's answer is asked for; None for what the opportunity says.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        InvalidInput: when a grant found elsewhere has no name or funder.
        AlreadyConsidered: when the site has the opportunity on its list.
    """
    if by.user_id is None or not policies.can_keep(by, site.pk):
        raise NotYourGrants
    if opportunity is not None:
        name, funder = opportunity.name, opportunity.funder
        answer_expected_on = answer_expected_on or opportunity.answer_expected_on
    if not name.strip():
        raise InvalidInput("Choose a grant, or enter its name.", field="name")
    if not funder.strip():
        raise InvalidInput("Enter who funds the grant.", field="funder")
    try:
        with atomic_savepoint:
            made = GrantApplication.objects.create(
                site=site,
                opportunity=opportunity,
                name=name,
                funder=funder,
                purpose=purpose.strip(),
                amount_requested=amount_requested,
                answer_expected_on=answer_expected_on,
                made_by_id=by.user_id,
            )
    except IntegrityError as error:
        if "a_site_considers_an_opportunity_once" in str(error):
            raise AlreadyConsidered(field="opportunity") from error
        raise
    _record(made, StepKind.ADD, by=by)
    return made


@atomic_savepoint
def change(
    application: GrantApplication,
    *,
    purpose: str,
    amount_requested: int | None,
    answer_expected_on: date | None = None,
    version: int | str | None,
    by: Actor,
) -> GrantApplication:
    """Change what an application asks for, until it is decided.

    Arguments:
        amount_requested: whole U.S. dollars; None while it isn't known.
        answer_expected_on: the day from which the funder's answer is asked for; None for the window's end.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: once it is decided or withdrawn.
        StaleEdit: when someone changed it since that version.
        InvalidInput: when a submitted application would have no amount.
    """
    held = _lock(application, by=by)
    check_version(held, version)
    if not policies.can_change(by, held):
        raise NotNow
    if amount_requested is None and held.status == "submitted":
        raise InvalidInput("Enter the amount requested.", field="amount_requested")
    held.purpose, held.amount_requested = purpose.strip(), amount_requested
    held.answer_expected_on = answer_expected_on
    _save(held, "purpose", "amount_requested", "answer_expected_on")
    return held


@atomic_savepoint
def change_award(
    application: GrantApplication,
    *,
    amount_awarded: int | None,
    award_number: str = "",
    award_starts_on: date | None = None,
    award_ends_on: date | None = None,
    version: int | str | None,
    by: Actor,
) -> GrantApplication:
    """Correct an award, or complete it once its number and period are known.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when it isn't awarded.
        StaleEdit: when someone changed it since that version.
        NoAmount: without an amount.
        UnlikelyPeriod: when the last day is before the first.
    """
    held = _lock(application, by=by)
    check_version(held, version)
    if not policies.can_change_award(by, held):
        raise NotNow
    _set_award(held, amount_awarded, award_number, award_starts_on, award_ends_on)
    _save(held, *AWARD)
    return held


@atomic_savepoint
def take(
    application: GrantApplication,
    step: str,
    *,
    version: int | str | None,
    reason: str = "",
    amount_awarded: int | None = None,
    award_number: str = "",
    award_starts_on: date | None = None,
    award_ends_on: date | None = None,
    by: Actor,
) -> GrantApplication:
    """Take a step of the table of transitions by its name.

    Arguments:
        step: a name in ``LIFECYCLE``.
        amount_awarded: whole U.S. dollars, for an award; its number and period may follow later.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        ReportedByTheProgram: when the row is imported.
        StaleEdit: when someone changed it since.
        Refused: when its state or a guard doesn't allow the step.
        InvalidInput: when a reason or an amount is missing.
    """
    held = _lock(application, by=by)
    check_version(held, version)
    row = LIFECYCLE.check(step, held, by, reason=reason)
    changed = ["status"]
    if step == StepKind.AWARD:
        _set_award(held, amount_awarded, award_number, award_starts_on, award_ends_on)
        changed += AWARD
    elif step == StepKind.RESTORE:
        # The history keeps what was awarded.
        held.amount_awarded, held.award_number = None, ""
        held.award_starts_on = held.award_ends_on = None
        changed += AWARD
    held.status = row.target
    _save(held, *changed)
    _record(held, StepKind(step), reason=reason, by=by)
    return held


AWARD = ("amount_awarded", "award_number", "award_starts_on", "award_ends_on")


def _lock(application: GrantApplication, *, by: Actor) -> GrantApplication:
    rows = GrantApplication.objects.select_related("site")
    held: GrantApplication = locks.hold(rows, application.pk, refusal=NotYourGrants)
    if not policies.can_keep(by, held.site_id):
        raise NotYourGrants
    if held.is_imported:
        raise ReportedByTheProgram
    return held


def _set_award(
    held: GrantApplication,
    amount: int | None,
    number: str,
    first: date | None,
    last: date | None,
) -> None:
    if amount is None:
        raise NoAmount(field="amount_awarded")
    if first is not None and last is not None and last < first:
        raise UnlikelyPeriod(field="award_ends_on")
    held.amount_awarded, held.award_number = amount, number.strip()
    held.award_starts_on, held.award_ends_on = first, last


def _save(held: GrantApplication, *changed: str) -> None:
    held.version += 1
    held.save(update_fields=[*changed, "version"])


def _record(held: GrantApplication, step: StepKind, *, reason: str = "", by: Actor) -> None:
    if by.user_id is None:
        raise NotYourGrants
    GrantStep.objects.create(
        site_id=held.site_id,
        application=held,
        step=step,
        reason=reason.strip(),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
