"""Delegations in words: each seat and who has it, the wait-list, and the overview over sites."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui import dates, wording
from foundation.ui.types import Link, TimelineEntry
from sites.models import Site
from summits import policies
from summits.enums import Kind, Registered
from summits.models import DelegationSeat, Places, Registration, Summit
from summits.presenters.wait_lists import WaitLine, wait_list_of

GLYPHS: Mapping[str, str] = {
    "nominated": "draft",
    "invited": "submitted",
    "confirmed": "met",
    "wait-listed": "on-hold",
    "declined": "declined",
    "canceled": "withdrawn",
    "substituted": "withdrawn",
}
LATEST = 6
# Days before an answer is due from which it is marked.
SOON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person on a list: who, how far, by when an answer is due, and what can be done."""

    seat: str
    who: str
    state: str
    glyph: str
    note: str
    answer_by: str
    answer_glyph: str
    links: Sequence[Link]
    is_federal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPage:
    """Everything the page of a delegation shows."""

    heading: str
    seats: Sequence[PersonLine]
    others: Sequence[PersonLine]
    waiting: Sequence[WaitLine]
    open_seats: Sequence[str]
    latest: Sequence[TimelineEntry]
    facts: Sequence[tuple[str, str]]
    nominate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site's delegation in the overview."""

    name: str
    href: str
    filled: str
    open_seats: int
    confirmed: int
    waiting: int
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """Everything the overview over delegations shows."""

    sites: Sequence[SiteLine]
    others: Sequence[PersonLine]
    mine: Sequence[Link]
    facts: Sequence[tuple[str, str]]


def overview_of(
    summit: Summit,
    actor: Actor,
    *,
    sites: Iterable[Site],
    seats: int,
    found: Sequence[Registration],
    facts: Sequence[tuple[str, str]],
    answer_days: int,
) -> OverviewPage:
    """Show the delegations by site, who comes for no site, and the reader's own registrations."""
    return OverviewPage(
        sites=site_lines(summit, sites, found, seats),
        others=program_lines(summit, found, actor, answer_days),
        mine=[own_of(each) for each in found if policies.is_own(actor, each)],
        facts=facts,
    )


def page_of(
    summit: Summit,
    site: Site,
    *,
    seats: Sequence[DelegationSeat],
    found: Sequence[Registration],
    actor: Actor,
    answer_days: int,
) -> DelegationPage:
    """Show a site's delegation: a line for each seat, then alumni and guests.

    Arguments:
        answer_days: in how many days after an invitation an answer is due.
    """
    _know(summit, found)
    held = {each.seat_id: each for each in found if each.is_holding and each.seat_id}
    left = {each.seat_id: each for each in found if not each.is_holding and each.seat_id}
    may = policies.can_nominate(actor, summit, site.pk)
    nominate = reverse("summits:nominate", args=[summit.slug, site.slug])
    lines = [
        _held(held[seat.pk], actor, str(seat), answer_days)
        if seat.pk in held
        else _open(seat, left.get(seat.pk), f"{nominate}?seat={seat.slug}" if may else "")
        for seat in seats
    ]
    confirmed = sum(each.state == Registered.CONFIRMED for each in held.values())
    return DelegationPage(
        heading=f"Seats: {confirmed} of {len(seats)} confirmed",
        seats=lines,
        others=[
            _held(each, actor, str(each.get_kind_display()), answer_days)
            for each in found
            if each.is_holding and not each.seat_id
        ],
        waiting=wait_list_of(found, actor),
        open_seats=[str(seat) for seat in seats if seat.pk not in held],
        latest=_latest(found, actor.time_zone),
        facts=[("Seats", f"{len(held)} of {len(seats)} filled"), ("Confirmed", str(confirmed))],
        nominate=nominate if may else "",
    )


def site_lines(
    summit: Summit, sites: Iterable[Site], found: Iterable[Registration], seats: int
) -> list[SiteLine]:
    """Show each site's delegation in a line: the sites with open seats are all named."""
    by_site: dict[int | None, list[Registration]] = {}
    for each in found:
        if each.is_holding and each.kind == Kind.DELEGATE:
            by_site.setdefault(each.site_id, []).append(each)
    return [_site(summit, site, by_site.get(site.pk, []), seats) for site in sites]


def program_lines(
    summit: Summit, found: Sequence[Registration], actor: Actor, answer_days: int
) -> list[PersonLine]:
    """Show the people who come for no site."""
    _know(summit, found)
    return [
        _held(each, actor, str(each.get_kind_display()), answer_days)
        for each in found
        if each.site_id is None
    ]


def places_facts(summit: Summit, counted: Places | None) -> list[tuple[str, str]]:
    """Show how many places there are and how many are free."""
    if counted is None:
        return [("Places", "Not set yet")]
    return [
        ("Places", str(counted.places)),
        ("Taken", str(counted.taken)),
        ("Free", str(counted.free)),
        ("Format", "Virtual" if summit.is_virtual else "In person"),
    ]


def own_of(registration: Registration) -> Link:
    """Link a person to their registration by what they come as, and how far it is."""
    said = f"{registration.get_kind_display()}: {state_said(registration)}"
    return Link(said, reverse("summits:registration", args=[registration.pk]))


def stored_of(current: Registration | Places) -> list[tuple[str, str]]:
    """Say what is stored now, for someone whose form about a registration or the places came too late."""
    if isinstance(current, Places):
        return places_facts(current.summit, current)[:3]
    return [("Person", current.name), ("Status", state_said(current))]


def state_said(registration: Registration) -> str:
    """Say how far a registration is, with its number if it is on the wait-list."""
    said = str(registration.get_state_display())
    if registration.state == Registered.WAIT_LISTED:
        return f"{said}, number {registration.wait_number}"
    if registration.state == Registered.CONFIRMED and not registration.has_place:
        return f"{said}, virtually"
    return said


def note_of(registration: Registration) -> str:
    """Say what else is known: why a person declined, or that they moved up."""
    is_in = registration.has_place and registration.state == Registered.CONFIRMED
    if is_in and registration.wait_number:
        return f"Moved up from number {registration.wait_number} of the wait-list"
    return f"“{registration.reason}”" if registration.reason else ""


def _know(summit: Summit, found: Iterable[Registration]) -> None:
    """Give each row the page's summit, which knows whether the actor organizes it: the policies ask no more."""
    for each in found:
        each.summit = summit


def _held(registration: Registration, actor: Actor, seat: str, answer_days: int) -> PersonLine:
    links = []
    if policies.is_own(actor, registration):
        links.append(
            Link("See my registration", reverse("summits:registration", args=[registration.pk]))
        )
    if policies.can_remind(actor, registration):
        links.append(Link("Send a reminder", reverse("summits:remind", args=[registration.pk])))
    if policies.can_substitute(actor, registration):
        links.append(Link("Replace", reverse("summits:substitute", args=[registration.pk])))
    if policies.can_withdraw(actor, registration) and not policies.is_own(actor, registration):
        links.append(
            Link("Withdraw", reverse("summits:cancel-registration", args=[registration.pk]))
        )
    said, glyph = answer_by(registration, answer_days)
    return PersonLine(
        seat=seat,
        who=registration.name,
        state=state_said(registration),
        glyph=GLYPHS[registration.state],
        note=note_of(registration),
        answer_by=said,
        answer_glyph=glyph,
        links=links,
        is_federal=registration.kind == Kind.FEDERAL,
    )


def answer_by(registration: Registration, days: int) -> tuple[str, str]:
    """Say by when an answer is due, such as "6 days left, due Mon Dec 7", with its glyph; empty if none is."""
    summit = registration.summit
    if not (registration.is_unanswered and policies.is_registering(summit)):
        return "", ""
    due = policies.answer_day(registration, days)
    left = (due - clock.today(summit.time_zone)).days
    if left < 0:
        return f"Past due since {dates.day(due)}", "past-due"
    if not left:
        return "Due today", "at-risk"
    said = f"{wording.counted(left, 'day')} left, due {dates.day(due)}"
    return said, "at-risk" if left <= SOON else "on-time"


def _open(seat: DelegationSeat, left: Registration | None, nominate: str) -> PersonLine:
    said = f"{left.name}: {state_said(left).lower()}" if left else ""
    return PersonLine(
        seat=str(seat),
        who="Open",
        state="Open",
        glyph="not-started",
        note=" ".join(filter(None, (said, note_of(left) if left else ""))),
        answer_by="",
        answer_glyph="",
        links=[Link("Nominate", nominate)] if nominate else [],
    )


def _site(summit: Summit, site: Site, held: Sequence[Registration], seats: int) -> SiteLine:
    states = [each.state for each in held]
    return SiteLine(
        name=site.name,
        href=reverse("summits:site-delegation", args=[summit.slug, site.slug]),
        filled=f"{len(held)} of {seats}",
        open_seats=max(0, seats - len(held)),
        confirmed=states.count(Registered.CONFIRMED),
        waiting=states.count(Registered.WAIT_LISTED),
        unanswered=len(states)
        - states.count(Registered.CONFIRMED)
        - states.count(Registered.WAIT_LISTED),
    )


def _latest(found: Iterable[Registration], tz: str) -> list[TimelineEntry]:
    rows = sorted(found, key=lambda each: each.answered_at or each.made_at, reverse=True)
    return [
        TimelineEntry(
            glyph=GLYPHS[each.state],
            what=each.name,
            rest=state_said(each).lower(),
            when=dates.when(each.answered_at or each.made_at, tz),
        )
        for each in rows[:LATEST]
    ]
