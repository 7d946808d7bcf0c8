"""Take an application through its review, and decide."""

from applications import policies, querysets
from applications.actions.steps import notify_applicant, record
from applications.enums import DECISIONS, LIFECYCLE
from applications.errors import ManagersOnly
from applications.models import Application, Reviewer
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version


@atomic_savepoint
def take(
    application: Application, step: str, *, reason: str = "", version: int | str | None, by: Actor
) -> Application:
    """Take a step of the review; a decision is mailed to the agency.

    An application that is reviewed again after it was deferred counts in the newest round.

    Arguments:
        step: a verb of the lifecycle.
        reason: why; needed for a decision, and not sent to the agency.

    Raises:
        ManagersOnly: when the actor is no Program Manager, or holds or held a seat at the agency's site.
        Refused: when the step doesn't start from its state.
        InvalidInput: when the reason is missing.
        StaleEdit: when it changed since.
    """
    held = _hold(application, version, by)
    LIFECYCLE.advance(held, LIFECYCLE.check(step, held, by, reason=reason))
    if step == "reconsider":
        held.round = querysets.newest_round() or held.round
    held.save()
    record(held, step, reason=reason, by=by)
    if held.status in DECISIONS:
        _end_review(held, by)
        notify_applicant(held)
    return held


@atomic_savepoint
def sort(
    application: Application, *, is_likely_junk: bool, version: int | str | None, by: Actor
) -> Application:
    """Move an application to the likely junk, or back to the review list.

    Raises:
        ManagersOnly: as ``take``.
        StaleEdit: when it changed since.
    """
    held = _hold(application, version, by)
    held.is_likely_junk = is_likely_junk
    held.version += 1
    held.save()
    return held


@atomic_savepoint
def resend(application: Application, *, version: int | str | None, by: Actor) -> None:
    """Mail the agency again where its application is.

    Raises:
        ManagersOnly: as ``take``.
        StaleEdit: when it changed since.
    """
    held = _hold(application, version, by)
    held.version += 1
    held.save()
    notify_applicant(held)


def hold(application: Application, by: Actor) -> Application:
    """Lock an application for an actor who may review it.

    Raises:
        ManagersOnly: when the actor is no Program Manager, or holds or held a seat at the agency's site.
    """
    rows = Application.objects.visible_to(by).select_related("round")
    held = locks.hold(rows, application.pk, refusal=ManagersOnly)
    if not policies.can_manage(by) or policies.is_anothers_agency(by, held) is not True:
        raise ManagersOnly
    return held


def _hold(application: Application, version: int | str | None, by: Actor) -> Application:
    held = hold(application, by)
    check_version(held, version)
    return held


def _end_review(held: Application, by: Actor) -> None:
    """End the grants of an application's reviewers: it is decided."""
    now = clock.now()
    ending = Reviewer.objects.filter(application=held).live(now)
    if ending.filter(person_id=by.user_id).exists():
        powers.give_up()
    ending.update(ends_at=now)
    notify.changed(str(held.round), key=f"application:{held.pk}:{held.version}")
