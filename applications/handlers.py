"""Mails of applications: links, confirmations, decisions, and notices to reviewers. None carries what an agency wrote."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from applications import policies
from applications.actions import deadlines, drafts, links
from applications.actions.gates import REVIEWS
from applications.enums import Status
from applications.models import Application, DraftLink, Reviewer, Round
from foundation.accounts import mail
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.notices import Due
from foundation.outbox import Letter, Payload, handler, letter
from foundation.ui import dates

# Subject, and what a mail says, by the state of the application.
SAYS = {
    Status.SUBMITTED: (
        "We received your application",
        "We received your application to join the program. You don't need to do anything now.",
    ),
    Status.WITHDRAWN: (
        "Your application is withdrawn",
        "Your application to join the program was withdrawn. If you didn't do this, contact the program office.",
    ),
    Status.SELECTED: (
        "Your agency was selected",
        "Your agency was selected for this cohort. The program office will contact you about next steps.",
    ),
    Status.NOT_SELECTED: (
        "Your application wasn't selected",
        "Your agency wasn't selected for this cohort. You can apply again when the next round opens.",
    ),
    Status.DEFERRED: (
        "Your application is kept for the next cohort",
        "We're keeping your application for the next cohort. You don't need to apply again.",
    ),
}


@handler("applications.plan_reminders")
def plan_reminders(payload: Payload) -> None:
    """Plan the reminders of a round's drafts again: its deadline has moved."""
    found = Round.objects.get(pk=str(payload["round"]))
    deadlines.plan_reminders(found, Application.objects.of_round(found).drafts())


@handler("applications.remind")
def remind(payload: Payload) -> None:
    """Mail an agency a link to its draft, unless it was submitted or the deadline moved since."""
    deadlines.remind(
        UUID(str(payload["application"])),
        deadline=datetime.fromisoformat(str(payload["deadline"])),
    )


@handler("applications.tell_reviewer")
def tell_reviewer(payload: Payload) -> None:
    """Notify a person that they review an application, and by which day."""
    found = Reviewer.objects.select_related("round").get(pk=str(payload["reviewer"]))
    notify.send(
        "application-review",
        Due(
            key=f"reviewer:{found.pk}",
            recipients={found.person_id},
            gate=REVIEWS(found.pk),
            number=str(found.round),
            action=f"score an application by {dates.week_day(found.due_on)}",
            url=reverse("applications:score", args=[found.application_id]),
            why="A Program Manager named you a reviewer of this application.",
        ),
    )


@letter("applications.mail_reminder")
def mail_reminder(payload: Payload) -> Letter | None:
    """Mail a link to a draft before its deadline, unless the draft was submitted or the link ended before."""
    link = _live(payload)
    if link is None or not link.application.is_draft:
        return None
    return _letter(link, "reminder")


@handler("applications.warn")
def warn(payload: Payload) -> None:
    """Mail an agency a link to a draft that will be deleted."""
    drafts.warn(UUID(str(payload["application"])))


@letter("applications.mail_warning")
def mail_warning(payload: Payload) -> Letter | None:
    """Mail a link to a draft before it is deleted, unless the link ended or the round opened again before."""
    link = _live(payload)
    if link is None or link.application.round.is_open(clock.now()):
        return None
    return _letter(link, "warning")


@letter("applications.mail_link")
def mail_link(payload: Payload) -> Letter | None:
    """Mail a link to an application, unless it was ended before."""
    link = _live(payload)
    return None if link is None else _letter(link, "link")


def _live(payload: Payload) -> DraftLink | None:
    found = DraftLink.objects.select_related("application__round")
    link = found.filter(pk=str(payload["link"]), revoked_at=None).first()
    return None if link is None or link.expires_at <= clock.now() else link


def _letter(link: DraftLink, name: str) -> Letter | None:
    found = link.application
    path = reverse("applications:overview", args=[links.token_of(link)])
    zone = dates.zone_of(found.round.time_zone)
    return mail.write(
        f"applications/{name}",
        to=mail.Outsider(found.contact_email),
        key=f"applications-{name}-{link.pk}",
        context={
            "link": settings.PUBLIC_BASE_URL + path,
            "days": settings.APPLICATION_LINK_DAYS,
            "round": str(found.round),
            "status": found.get_status_display().lower(),
            "started": dates.full_day(found.started_at.astimezone(zone).date()),
            "last_day": dates.full_week_day(policies.last_day_of_drafts(found.round)),
            "deadline": dates.when(found.round.deadline, found.round.time_zone),
        },
    )


@letter("applications.mail_state")
def mail_state(payload: Payload) -> Letter | None:
    """Mail the agency where its application is, unless its state has changed since the mail was queued.

    A submission is confirmed in any case.
    """
    found = Application.objects.select_related("round").get(pk=str(payload["application"]))
    told = Status(str(payload["status"]))
    says = SAYS.get(told)
    if says is None or told not in {found.status, Status.SUBMITTED}:
        return None
    return mail.write(
        "applications/state",
        to=mail.Outsider(found.contact_email),
        key=f"applications-state-{found.pk}-{payload['version']}",
        context={
            "subject": says[0],
            "says": says[1],
            "letters": found.letters.count() if told == Status.SUBMITTED else 0,
            "round": str(found.round),
            "link": settings.PUBLIC_BASE_URL + reverse("applications:apply"),
        },
    )
