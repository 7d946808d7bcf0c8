"""Tell a liaison on leave and their stand-in what was recorded, changed, or is over."""

from datetime import UTC, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import ACCOUNT
from foundation.notifications.notices import Due
from foundation.outbox import emit
from foundation.ui import dates
from sites.models import Membership

NEWS = timedelta(days=7)
BACK = "see what changed while you were on leave"


def note_left(leave: Membership) -> None:
    """Have the liaison asked to choose another stand-in, because theirs left."""
    emit(
        "sites.leave_changed",
        key=f"sites.leave:left:{leave.pk}:{clock.now().isoformat()}",
        payload={"leave": str(leave.pk), "what": "left", "by": 0},
    )


def note_shortened(leave: Membership) -> None:
    """Have both told that leave ends earlier, or is canceled, because the seat ends."""
    is_empty = leave.ends_at == leave.starts_at
    emit(
        "sites.leave_changed",
        key=f"sites.leave:shortened:{leave.pk}:{clock.now().isoformat()}",
        payload={"leave": str(leave.pk), "what": "canceled" if is_empty else "changed", "by": 0},
    )


def tell_of_change(leave: Membership, what: str, *, by: int) -> None:
    """Tell what became of leave: recorded, changed, canceled, or that the stand-in left.

    Arguments:
        leave: the stand-in's membership, with its person, site and the seat it covers.
        what: what happened.
        by: who did it, who needs no notice.
    """
    if leave.covers is None:
        return
    liaison, stand_in = leave.covers.user, leave.user
    until = dates.day(leave.ends_on) if leave.ends_on else ""
    told = {
        "recorded": (f"see where you stand in until {until}", "see who stands in for you"),
        "changed": (f"see where you stand in until {until}", "see what changed in your leave"),
        "canceled": ("see that you don't stand in", "see that your leave is canceled"),
        "passed-on": ("see that you don't stand in", ""),
        "left": ("", "choose another stand-in"),
    }[what]
    if what == "left" and not leave.covers.is_live(clock.now()):
        return
    for person, action, why in (
        (stand_in, told[0], f"You were asked to stand in for {liaison.name}."),
        (liaison, told[1], f"{stand_in.name} is your stand-in."),
    ):
        if action and person.pk != by and person.is_active:
            _send(leave, what, person.pk, action, why)


def tell_of_end(leave: Membership) -> None:
    """Tell both on the first day back that the leave is over, once for all of its sites.

    Where somebody else stands in from then on, the leave goes on: only the one who no longer does is told.
    """
    if leave.covers is None or leave.ends_at is None or leave.ends_at < clock.now() - NEWS:
        return
    liaison, stand_in = leave.covers.user, leave.user
    if stand_in.is_active:
        why = f"Your time standing in for {liaison.name} is over."
        _send(leave, "ended", stand_in.pk, "see that you no longer stand in", why, of=_end(leave))
        if liaison.is_active and leave.covers.is_live(clock.now()) and not _goes_on(leave):
            why, action = f"{stand_in.name} no longer stands in for you.", BACK
            _send(leave, "ended", liaison.pk, action, why, of=_end(leave))


def _goes_on(leave: Membership) -> bool:
    """Return whether the seat is covered from the instant at which this leave ended."""
    if leave.ends_at is None:
        return False
    following = Membership.objects.standing_in().filter(covers=leave.covers)
    return following.filter(starts_at=leave.ends_at).exists()


def _end(leave: Membership) -> str:
    """Return what the ends of one leave at several sites have in common: the people, and the midnight or instant."""
    ends = leave.ends_at
    assert ends is not None and leave.covers is not None  # noqa: S101, PT018 -- leave has both
    local = ends.astimezone(ZoneInfo(leave.site.time_zone))
    at = str(local.date()) if local.time() == time.min else ends.astimezone(UTC).isoformat()
    return f"leave:{leave.covers.user_id}:{leave.user_id}:{at}"


def _send(
    leave: Membership, what: str, person: int, action: str, why: str, *, of: str = ""
) -> None:
    notify.send(
        "leave",
        Due(
            key=of or f"leave:{leave.pk}:{leave.ends_at}",
            step=what,
            recipients={person},
            gate=ACCOUNT,
            number=f"Leave, {leave.site.name}",
            action=action,
            url=reverse("liaisons:leave"),
            why=why,
        ),
    )
