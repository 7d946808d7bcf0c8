"""A summit is over: people of a site are asked for notes, and organizers to review what came of them."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars.business_time import closing
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from summits.enums import GrantRole, State
from summits.enums.followups import FORGOTTEN, NOTES_AFTER, REVIEWS
from summits.models import Grant, Registration, SessionNote, Summit, SummitStep
from summits.policies import can_organize, review_day

HELD = (State.LIVE, State.WRAP_UP, State.ARCHIVED)


def _is_noteless(actor: Actor, thing: str) -> bool:
    summit, _, site = thing.partition(":")
    written = SessionNote.objects.of_summit(UUID(summit)).at_any([int(site)])
    return actor.may(P.SUMMIT_NOTE, at=int(site)) and not written.exists()


def _is_unreviewed(actor: Actor, thing: str) -> bool:
    pk, _, after = thing.partition(":")
    done = SummitStep.objects.of_summit(UUID(pk)).of_kind(REVIEWS[int(after)])
    return can_organize(actor, Summit.objects.get(pk=UUID(pk))) and not done.exists()


NOTELESS = declare("summit-has-no-notes-of-site", _is_noteless)
UNREVIEWED = declare("summit-review-is-open", _is_unreviewed)


class NotesMissing(Reminder):
    """Three days after a summit a site has written no note on its sessions: its people who came are notified."""

    slug = "summit-notes"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each site that had people at the summit, until the first review."""
        for summit in _held():
            first, last = _last_day(summit) + NOTES_AFTER, review_day(summit, min(REVIEWS))
            if not first <= _today(summit, now) < last:
                continue
            written = set(
                SessionNote.objects.of_summit(summit.pk).values_list("site_id", flat=True)
            )
            for site_id, people in _delegates(summit).items():
                if site_id in written:
                    continue
                yield Due(
                    key=f"{summit.pk}:{site_id}",
                    recipients=people,
                    gate=NOTELESS(f"{summit.pk}:{site_id}"),
                    number=summit.name,
                    action="write notes on its sessions for your site",
                    url=reverse("summits:agenda", args=[summit.slug]),
                    why="You were registered for this summit.",
                    site_id=site_id,
                )


class ReviewDue(Reminder):
    """Thirty and ninety days after a summit, nobody has reviewed what came of it: organizers are notified."""

    slug = "summit-review"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each review that can be recorded and isn't."""
        managers = set(User.objects.open_with_role(PROGRAM_MANAGER.slug))
        for summit in _held():
            today = _today(summit, now)
            for after, step in REVIEWS.items():
                day = review_day(summit, after)
                done = SummitStep.objects.of_summit(summit.pk).of_kind(step)
                if not day <= today <= _last_day(summit) + FORGOTTEN or done.exists():
                    continue
                granted = Grant.objects.of_summit(summit.pk).live(now)
                yield Due(
                    key=f"{summit.pk}:{after}",
                    recipients=managers | granted.with_role(GrantRole.ORGANIZER).people(),
                    gate=UNREVIEWED(f"{summit.pk}:{after}"),
                    number=summit.name,
                    action=f"review its follow-up after {after} days",
                    url=reverse("summits:review", args=[summit.slug, after]),
                    why="You organize this summit, or manage the program.",
                    due_at=closing(day, ZoneInfo(summit.time_zone)),
                    tz=summit.time_zone,
                )


def _held() -> Iterator[Summit]:
    return (each for each in Summit.objects.in_states(*HELD) if not each.is_imported)


def _delegates(summit: Summit) -> dict[int, set[int]]:
    """Return the ids of the people with accounts who had a place, by their site's id."""
    found: dict[int, set[int]] = {}
    confirmed = Registration.objects.of_summit(summit.pk).confirmed()
    for site_id, person in confirmed.values_list("site_id", "person_id"):
        if site_id is not None and person is not None:
            found.setdefault(site_id, set()).add(person)
    return found


def _last_day(summit: Summit) -> date:
    return summit.ends_on or summit.starts_on


def _today(summit: Summit, now: datetime) -> date:
    return now.astimezone(ZoneInfo(summit.time_zone)).date()
