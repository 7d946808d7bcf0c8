"""What all actions on applications share: record a step, and notify the agency."""

from applications.enums import Status
from applications.models import Application, ApplicationStep
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import Lane, emit


def record(application: Application, step: str, *, reason: str = "", by: Actor) -> ApplicationStep:
    """Record a step, who took it, and why, with the state that it led to."""
    return ApplicationStep.objects.create(
        application=application,
        step=step,
        target=Status(application.status),
        reason=reason.strip(),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )


def notify_applicant(held: Application) -> None:
    """Queue the mail that says where an application is; that of likely junk leaves after everything else."""
    emit(
        "applications.mail_state",
        key=f"applications.state:{held.pk}:{held.version}",
        payload={
            "application": str(held.pk),
            "version": held.version,
            "status": str(held.status),
        },
        lane=Lane.BULK if held.is_likely_junk else Lane.EXPEDITED,
    )
