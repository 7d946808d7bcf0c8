"""Tell a person, and the team they leave, of the end of a membership: once for each end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.days import end_of, last_day
from foundation.notifications import notify
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.notices import Due
from foundation.outbox import Payload, emit, emit_many
from sites import policies
from sites.actions import gates, leave_notices
from sites.models import Membership

# An end found later than this is no news any more.
NEWS = timedelta(days=7)
# An end without a message is looked for in each run until it is this old, then by turns: the outbox keeps messages that are done for 30 days.
UNNOTICED = timedelta(days=28)


def note_end(held: Membership, moment: datetime) -> None:
    """Have what comes with the end of a membership done when it is reached."""
    emit_many("sites.membership_ended", [_message(held, moment)], due=moment)


def note_ends(now: datetime, *, turn: tuple[UUID, UUID]) -> None:
    """Have done what comes with each end that was reached without a message, such as one planned by an old release.

    Arguments:
        now: the instant.
        turn: the first and last key of the memberships that are asked for older ends: once a month each.
    """
    older = Membership.objects.ended_before(now - UNNOTICED).in_turn(*turn)
    emit_many(
        "sites.membership_ended",
        [_message(held, held.ends_at, f":{now:%Y-%m}") for held in older if held.ends_at],
        due=now,
    )
    ended = Membership.objects.ended_between(now - UNNOTICED, now)
    emit_many(
        "sites.membership_ended",
        [_message(held, held.ends_at) for held in ended if held.ends_at],
        due=now,
    )


def note_plan(held: Membership) -> None:
    """Have the person told that an end is planned, moved, or canceled."""
    ends = held.ends_at.astimezone(UTC).isoformat() if held.ends_at else ""
    emit(
        "sites.end_planned",
        key=f"sites.end-planned:{held.pk}:{ends}:{clock.now().isoformat()}",
        payload={"membership": str(held.pk), "ends": ends},
    )


def tell_of_plan(held: Membership, *, ends: str) -> None:
    """Tell a person when their membership will end, or that it goes on; what was changed since is not told.

    Arguments:
        held: the membership, with its person and site.
        ends: the planned end as it was when this was queued; empty for none.
    """
    planned = held.ends_at.astimezone(UTC).isoformat() if held.ends_at else ""
    if planned != ends or not _was_in_force(held):
        return
    seat = policies.seat_words(held.role_title, held.seat_title)
    private = "Drafts of the log and saved views that you don't share stay private."
    notify.send(
        "membership",
        Due(
            key=f"membership:{held.pk}:{ends or clock.now().isoformat()}",
            recipients={held.user_id},
            gate=gates.ENDS(f"{held.pk}|{ends}"),
            number=held.site.name,
            action="finish or hand over your work"
            if ends
            else "see that your membership continues",
            url=reverse("dashboards:my-day"),
            why=f"Your membership ends: {seat}. {private}" if ends else f"Your membership: {seat}.",
            due_at=_last_minute(held),
            tz=held.site.time_zone,
        ),
    )


def tell_of_end(held: Membership) -> None:
    """Tell the person, and the site's points of contact and liaison, that a membership has ended.

    Arguments:
        held: the ended membership, with its person, site and approval.
    """
    if held.ends_at is None or held.ends_at < clock.now() - NEWS or not _was_in_force(held):
        return
    if held.covers_id is not None:
        leave_notices.tell_of_end(held)
        return
    key = f"membership:{held.pk}:{held.ends_at.astimezone(UTC).isoformat()}"
    seat = policies.seat_words(held.role_title, held.seat_title)
    notify.send(
        "membership",
        Due(
            key=key,
            step="ended",
            recipients={held.user_id},
            gate=ACCOUNT,
            number=held.site.name,
            action="see that your membership ended",
            url=reverse("dashboards:my-day"),
            why=f"Your membership has ended: {seat}.",
        ),
    )
    live = Membership.objects.at(held.site).live(clock.now()).exclude(user=held.user_id)
    team = live.with_role(POINT_OF_CONTACT.slug, LIAISON.slug).filter(user__is_active=True)
    notify.send(
        "membership",
        Due(
            key=key,
            step="ended",
            recipients=set(team.values_list("user_id", flat=True)),
            gate=gates.OF_TEAM(held.site_id),
            number=held.site.name,
            action="see who left the team",
            url=reverse("sites:team", args=[held.site.slug]),
            why=f"You are on the team of {held.site.name}.",
            site_id=held.site_id,
        ),
    )


def ask_for_backup(person_id: int, *, left: User) -> None:
    """Ask somebody whose backup has left to choose another for their time away."""
    notify.send(
        "backup-left",
        Due(
            key=f"backup:{left.pk}:{clock.now().isoformat()}",
            recipients={person_id},
            gate=ACCOUNT,
            number="Time away",
            action="choose another backup",
            url=reverse("sites:time-away"),
            why=f"{left.name} was your backup and has left.",
        ),
    )


def _message(held: Membership, moment: datetime, again: str = "") -> tuple[str, Payload]:
    key = f"sites.membership-ended:{held.pk}:{moment.astimezone(UTC).isoformat()}{again}"
    return key, {"membership": str(held.pk)}


def _last_minute(held: Membership) -> datetime | None:
    """Return the end, or for one at midnight the last minute of the day before, as people say it."""
    if held.ends_at is None:
        return None
    at_midnight = held.ends_at == end_of(
        last_day(held.ends_at, held.site.time_zone), held.site.time_zone
    )
    return held.ends_at - timedelta(minutes=1) if at_midnight else held.ends_at


def _was_in_force(held: Membership) -> bool:
    """Return whether the seat gave any access: it was approved, and did not end before it began."""
    return held.is_approved and (held.ends_at is None or held.ends_at > held.starts_at)
