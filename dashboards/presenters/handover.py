"""The handover brief: one page on what a reader takes over at a site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from dashboards.presenters.needs import clock_view
from dashboards.querysets.handover import MAX_ROWS, Handover
from engagements.enums import Party
from engagements.models import Engagement
from engagements.presenters.journey import journey_of
from foundation.accounts.actors import Actor
from foundation.needs.reading import Need
from foundation.ui import dates, wording
from foundation.ui.types import Fact
from sites import policies
from sites.models import Contact, Membership, Site
from sites.policies import RoleCell
from sites.presenters.agencies import freshness_of
from tta_requests.presenters.request_list import clock_of

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

MAX_SUMMARY = 200
# PRODUCT section 4: a successor's brief holds "the last 90 days".
LOOKS_BACK_DAYS = 90
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the brief: what it is, its status, by when."""

    what: str
    status: str
    due: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the brief: its rows, what it says without any, and that there are more than it shows."""

    heading: str
    empty: str
    rows: Sequence[Line]
    rest: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there is more of it than it shows."""
        return bool(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The page.

    Attributes:
        reader: whom it is for, in one line.
        day: the day it was made, where the reader is.
        zone: the reader's time zone, such as "CT", in which the brief tells times.
        opening: the month of the engagement, and how many things are the reader's.
        people: the six roles with their holders.
        seats: the reader's own seats there, for which a note can be left.
        note: the predecessor's words; empty for none.
        note_by: who wrote them, and when.
    """

    reader: str
    day: str
    zone: str
    opening: Sequence[str]
    blocks: Sequence[Block]
    people: Sequence[Fact]
    seats: Sequence[Membership]
    note: str
    note_by: str


def brief_of(
    site: Site,
    actor: Actor,
    found: Handover,
    *,
    name: str,
    engagement: Engagement | None,
    needs: Sequence[Need],
    now: datetime,
) -> Brief:
    """Show the brief of a site to a reader who may enter it.

    Arguments:
        site: the site.
        actor: the reader, in whose time zone it is written.
        found: the records of the brief.
        name: the reader's name.
        engagement: the current engagement; None without one.
        needs: what needs the reader there; federal items among them are left out.
        now: the instant.
    """
    needs = [each for each in needs if not {each.row.thing, each.row.subject} & found.federal]
    roles = policies.roster(site, found.members, now)
    local = now.astimezone(dates.zone_of(actor.time_zone))
    return Brief(
        reader=_reader(found.own, name),
        day=dates.full_day(local.date()),
        zone=dates.zone_word(local),
        opening=[*_month(engagement, site, now), _yours(needs, now, actor.time_zone)],
        blocks=list(_blocks(site, actor.time_zone, found, needs, now)),
        people=[Fact(role.role.title, holders(role, emails=True)) for role in roles],
        seats=found.own,
        note=found.note.text if found.note else "",
        note_by=_note_by(found, site),
    )


def _reader(own: Sequence[Membership], name: str) -> str:
    if own:
        seat = policies.seat_words(own[0].role_title, own[0].seat_title)
        return f"For {name}, {seat}, since {dates.full_day(own[0].starts_on)}"
    return f"For {name}"


def _month(engagement: Engagement | None, site: Site, now: datetime) -> Iterator[str]:
    if engagement is None:
        yield "The site has no engagement yet."
        return
    journey = journey_of(engagement, now.astimezone(dates.zone_of(site.time_zone)).date())
    yield f"{journey.today_text.removeprefix('Today: ').capitalize()}. {journey.heading}."


def _yours(needs: Sequence[Need], now: datetime, tz: str) -> str:
    if not needs:
        return "Nothing here needs you right now."
    count = NUMBERS[len(needs)] if len(needs) < len(NUMBERS) else str(len(needs))
    things = f"{count} {'thing needs' if len(needs) == 1 else 'things need'} you"
    due = next((each.due_at for each in needs if each.due_at), None)
    if due is None:
        return f"{things}."
    first = "it" if len(needs) == 1 else "the first"
    day = dates.day(due.astimezone(dates.zone_of(tz)).date())
    return f"{things}, and {first} {'was' if due <= now else 'is'} due {day}."


def _blocks(
    site: Site, tz: str, found: Handover, needs: Sequence[Need], now: datetime
) -> Iterator[Block]:
    yield Block(
        "Now yours",
        "Nothing here needs you right now.",
        [_need(each, now, tz) for each in needs[:MAX_ROWS]],
        _rest(needs),
    )
    yield Block(
        "Open requests you can see",
        "The site has no open requests that you can see.",
        [
            Line(
                f"{each.title} ({each.number})",
                each.get_status_display(),
                _clock(each, now, tz),
                each.get_absolute_url(),
            )
            for each in found.requests[:MAX_ROWS]
        ],
        _rest(found.requests),
    )
    today = now.astimezone(dates.zone_of(site.time_zone)).date()
    yield Block(
        "Open commitments",
        "No commitment is open.",
        [
            Line(
                each.text,
                each.owner.name if each.owner else str(Party(each.owed_by).label),
                f"{'Was due' if each.due_on < today else 'Due'} {dates.day(each.due_on)}",
                each.request.get_absolute_url() if each.request else "",
            )
            for each in found.commitments[:MAX_ROWS]
        ],
        _rest(found.commitments),
    )
    yield Block(
        "The last 90 days",
        "No update was logged in the last 90 days.",
        [
            Line(
                wording.shortened(each.summary, MAX_SUMMARY),
                f"{each.get_kind_display()}, logged by {each.author.name}",
                dates.day(each.occurred_on) if each.occurred_on else "",
                each.get_absolute_url(),
            )
            for each in found.updates[:MAX_ROWS]
        ],
        _rest(found.updates),
    )
    coalition = reverse("sites:coalition", args=[site.slug])
    yield Block(
        "The coalition",
        "No agency is recorded.",
        [
            Line(
                f"{each.name} ({each.get_kind_display()}{', lead agency' if each.is_lead else ''})",
                _whom_to_call(each.contact),
                freshness_of(each.contact),
                coalition,
            )
            for each in found.agencies[:MAX_ROWS]
        ],
        _rest(found.agencies),
    )


def _whom_to_call(contact: Contact | None) -> str:
    if contact is None:
        return "No contact yet"
    ways = ", ".join(filter(None, (contact.email, contact.phone)))
    return f"{contact.name} ({ways})" if ways else contact.name


def _need(need: Need, now: datetime, tz: str) -> Line:
    clock = clock_view(need, now, tz)
    what = f"{need.verb}: {need.title}" if need.row.number else need.title
    number = f" ({need.row.number})" if need.row.number else ""
    by = clock.due or clock.figure
    return Line(f"{what}{number}", need.why, f"{by[:1].upper()}{by[1:]}", need.action)


def _clock(tta_request: "ListedRequest", now: datetime, tz: str) -> str:
    clock = clock_of(tta_request, now=now, tz=tz)
    return f"{clock.figure}, {clock.due}" if clock and clock.due else clock.figure if clock else ""


def _rest(rows: Sequence[object]) -> str:
    return "There are more in the portal." if len(rows) > MAX_ROWS else ""


def holders(role: RoleCell, *, emails: bool) -> str:
    """Return who holds the seats of a role, and which of its seats are vacant."""
    names = [
        f"{each.user.name} ({each.user.email})" if emails else each.user.name
        for each in role.holders
    ]
    vacant = [seat.seat.title for seat in role.seats if seat.vacant]
    if vacant == [role.role.title]:
        return "Vacant"
    return "; ".join(names + [f"{seat}: vacant" for seat in vacant]) or "No one yet"


def _note_by(found: Handover, site: Site) -> str:
    if found.note is None:
        return ""
    day = dates.full_day(found.note.written_at.astimezone(dates.zone_of(site.time_zone)).date())
    return f"Written by {found.note.written_by.name} on {day}."
