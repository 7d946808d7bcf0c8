"""Ask for evaluations, record the answers, and act on low ratings."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.business_time import opening
from foundation.calendars.holidays import calendar_for
from foundation.calendars.months import months_after
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import acting, atomic, atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from foundation.workflow.signed_links import SignedLinks
from sites.models import PublicForm
from tta_requests.actions import notifications, recipients
from tta_requests.actions.time_limits import ends
from tta_requests.actions.transitions import entry, person
from tta_requests.enums import EvaluationKind, LimitKind
from tta_requests.errors import LinkClosed, NotYours
from tta_requests.models import Entry, Evaluation, Offer, ParticipantLink, TTARequest
from tta_requests.models.evaluations import LOW
from tta_requests.policies import can_link_participants

GUESTS = "system:guests"
LINKS = SignedLinks("tta_requests.participants")
PARTICIPANT_FORM = "participant-evaluation"
OUTCOME_MONTHS = 6
OUTCOME_OPEN = timedelta(days=30)
LINK_OPEN = timedelta(days=30)
# Business days within which DOJ calls a site that gave a low rating.
RECOVERY_DAYS = 3


@atomic
def open_for(tta_request: TTARequest, *, by: Actor) -> list[Evaluation]:
    """Ask the requester and the provider for an evaluation, once, and schedule the six-month outcome check.

    Arguments:
        tta_request: confirmed.
        by: the outbox.
    """
    closes = ends(tta_request, LimitKind.EVALUATION, tta_request.status_since or clock.now())
    asked = {
        EvaluationKind.REQUESTER: _requester(tta_request),
        EvaluationKind.PROVIDER: _lead(tta_request),
    }
    made = [_open(tta_request, kind, who, closes) for kind, who in asked.items() if who is not None]
    emit(
        "tta_requests.check_outcome",
        key=f"outcome:{tta_request.pk}:{tta_request.version}",
        payload={"request": str(tta_request.pk), "confirmation": _confirmation(tta_request)},
        due=_six_months_after(tta_request),
    )
    return made


@atomic
def check_outcome(tta_request: TTARequest, *, confirmation: str, by: Actor) -> Evaluation | None:
    """Ask the site, six months on, whether the outcome lasted; return None if there is no one to ask.

    Arguments:
        tta_request: confirmed at that time.
        confirmation: the timeline entry of the confirmation; for a reopened request, only the last one counts.
        by: the outbox.
    """
    if confirmation and confirmation != _confirmation(tta_request):
        return None
    who = _requester(tta_request)
    closes = clock.now() + OUTCOME_OPEN
    return _open(tta_request, EvaluationKind.OUTCOME, who, closes) if who else None


@atomic_savepoint
def answer(
    evaluation: Evaluation, *, overall: int, timely: int | None, comment: str, by: Actor
) -> Evaluation:
    """Record a person's evaluation.

    Arguments:
        evaluation: one the actor was asked for.
        overall: 1 (not at all) to 5 (fully).
        timely: the same scale for timeliness, where the form asks.
        comment: as entered.
        by: the respondent.

    Raises:
        NotYours: when another person was asked.
        Refused: when it was already answered, or its deadline has passed.
    """
    kept = locks.hold(Evaluation.objects.for_notice(), evaluation.pk, refusal=NotYours)
    if by.user_id is None or kept.respondent_id != by.user_id:
        raise NotYours
    if kept.answered_at is not None or kept.closes_at <= clock.now():
        raise Refused("This evaluation was already submitted or is closed. Send a message instead.")
    kept.overall, kept.timely, kept.comment = overall, timely, comment.strip()
    kept.answered_at = clock.now()
    kept.save(update_fields=["overall", "timely", "comment", "answered_at"])
    notify.changed(kept.request.number, key=f"evaluation:{kept.pk}")
    _follow(kept, by=by)
    return kept


@atomic
def link_participants(tta_request: TTARequest, *, by: Actor) -> ParticipantLink:
    """Create the link participants answer through; any earlier link ends.

    Raises:
        NotYours: when the actor neither delivers it nor speaks for the site or DOJ.
        Refused: when the form has no valid OMB control number (44 U.S.C. 3512).
    """
    if not can_link_participants(by, tta_request):
        raise NotYours
    form = PublicForm.objects.in_force(PARTICIPANT_FORM, clock.today("America/New_York"))
    if form is None:
        raise Refused(
            "The participant form has no valid OMB control number, so you can't send it. "
            "An administrator can enter the number under Public forms."
        )
    now = clock.now()
    ParticipantLink.objects.of_request(tta_request.pk).open(now).update(ended_at=now)
    made = ParticipantLink.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        made_by_id=person(by),
        made_at=now,
        expires_at=now + LINK_OPEN,
    )
    entry(
        tta_request,
        "participants",
        "Created a link for participants to complete the evaluation",
        by=by,
    )
    return made


@acting(GUESTS)
@atomic_savepoint
def open_link(token: str) -> ParticipantLink:
    """Return the participant link that a token names.

    Raises:
        LinkClosed: when it has ended, expired, or was forged, or its form may no longer be shown.
    """
    return _read(token)


@acting(GUESTS)
@atomic_savepoint
def answer_link(token: str, *, overall: int, timely: int | None, comment: str) -> Evaluation:
    """Record a participant's answer; nothing that identifies them is saved.

    Raises:
        LinkClosed: as ``open_link``.
    """
    guest = Actor.system("guests")
    link = _read(token)
    now = clock.now()
    made = Evaluation.objects.create(
        site_id=link.site_id,
        request=link.request,
        kind=EvaluationKind.PARTICIPANT,
        provider=link.request.provider,
        opened_at=now,
        closes_at=now,
        answered_at=now,
        overall=overall,
        timely=timely,
        comment=comment.strip(),
    )
    _follow(made, by=guest)
    return made


def token_of(link: ParticipantLink) -> str:
    """Return the signed part of a link's address; it holds no secret and is stored nowhere."""
    return LINKS.token_of(link.pk)


def _open(tta_request: TTARequest, kind: EvaluationKind, who: int, closes: datetime) -> Evaluation:
    made, fresh = Evaluation.objects.get_or_create(
        site_id=tta_request.site_id,
        request=tta_request,
        kind=kind,
        respondent_id=who,
        defaults={
            "provider_id": tta_request.provider_id,
            "opened_at": clock.now(),
            "closes_at": closes,
        },
    )
    if fresh:
        notifications.ask_to_evaluate(made)
    return made


def _follow(answered: Evaluation, *, by: Actor) -> None:
    """Add a commitment for DOJ, with a due date, to follow up on a low rating."""
    if answered.overall is None or answered.overall > LOW:
        return
    if answered.kind == EvaluationKind.PROVIDER:
        return
    tta_request = answered.request
    calendar = calendar_for(tta_request.site.time_zone)
    due = calendar.due_day(clock.now(), RECOVERY_DAYS)
    Commitment.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        kind=CommitmentKind.COMMITMENT,
        text="Call the site about a low rating",
        owed_by=Party.DOJ,
        owner_id=tta_request.owner_id,
        due_on=due,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    emit(
        "tta_requests.announce_recovery",
        key=f"recovery:{answered.pk}",
        payload={"request": str(tta_request.pk), "evaluation": str(answered.pk)},
    )


def _requester(tta_request: TTARequest) -> int | None:
    """Return the requester, if they still speak for the site; else one of its contacts."""
    contacts = recipients.contacts(tta_request.site)
    if tta_request.requester_id in contacts:
        return tta_request.requester_id
    return min(contacts, default=None)


def _lead(tta_request: TTARequest) -> int | None:
    """Return the person who accepted for the provider."""
    accepted = Offer.objects.of_request(tta_request.pk).of_organizations(
        [tta_request.provider_id or 0]
    )
    offer = accepted.last()
    return offer.answered_by_id if offer else None


def _confirmation(tta_request: TTARequest) -> str:
    last = Entry.objects.of_request(tta_request.pk).of_kind("confirm-delivery").first()
    return str(last.pk) if last else ""


def _six_months_after(tta_request: TTARequest) -> datetime:
    zone = ZoneInfo(tta_request.site.time_zone)
    day = months_after(clock.today(zone), OUTCOME_MONTHS)
    return opening(day, zone)


def _read(token: str) -> ParticipantLink:
    links = ParticipantLink.objects.open(clock.now()).select_related(
        "request__site", "request__provider__organization"
    )
    key = LINKS.read(token)
    found = links.filter(pk=key).first() if key else None
    if found is None:
        raise LinkClosed
    return found
