"""My day as pure functions: what needs the reader, in groups; what waits for others; the sentence above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboards.presenters.needs import grouped
from dashboards.presenters.readers import Reader
from dashboards.querysets.day import Surroundings
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ADMINISTRATOR, ANALYST
from foundation.calendars.business_time import is_weekday, next_business_day
from foundation.needs.reading import Need
from foundation.ui import dates, wording
from foundation.ui.addresses import queried
from foundation.ui.types import (
    DayGroup,
    Fact,
    Link,
    TimelineEntry,
    WaitingRow,
)
from tta_requests.enums import OPEN_STATUSES, DueState
from tta_requests.presenters.request_list import waiting
from tta_requests.querysets.waiting import Waiting

MAX_AHEAD = 6
# The most urgent needs that the page begins with; a link shows all.
MAX_NEEDS = 50
ALL = "all"
# Rows of what waits for others; the page is about what needs the reader, and the list has the rest.
MAX_WAITING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDay:
    """My day, for its page."""

    heading: str
    sentence: str
    closed: str
    groups: Sequence[DayGroup]
    all_needs: Link | None
    order: str
    waiting: Sequence[WaitingRow]
    more: str
    clocks: Sequence[Fact]
    clocks_of: str
    figures: Sequence[Fact]
    news: Sequence[TimelineEntry]
    since: str
    coming: Sequence[Fact]
    ask: str
    is_admin: bool


def page_of(
    reader: Reader,
    needs: Sequence[Need],
    around: Surroundings,
    closed: Mapping[date, str],
    news: Sequence[TimelineEntry],
    since: datetime | None,
    *,
    may_ask: bool,
    whole: bool,
) -> MyDay:
    """Show a reader's day.

    Arguments:
        reader: for whom, and when.
        needs: what needs the reader, due first.
        around: what is shown next to it.
        closed: the short name of each closed day.
        news: what is new, as lines.
        since: since when it is new; None where the inbox is shown instead.
        may_ask: whether the reader may start a request for any site.
        whole: whether to show all that needs the reader, not only the most urgent.
    """
    actor = reader.actor
    others = _waiting(needs, around)
    zone = dates.zone_word(reader.now.astimezone(dates.zone_of(actor.time_zone)))
    return MyDay(
        heading=dates.long_day(reader.today),
        sentence=sentence(len(needs), len(others)),
        closed=closed_soon(reader.today, closed),
        groups=grouped(
            needs,
            now=reader.now,
            tz=actor.time_zone,
            covered=around.covered,
            by_seat=bool(actor.staff_role),
            most=len(needs) if whole else MAX_NEEDS,
        ),
        all_needs=None
        if whole or len(needs) <= MAX_NEEDS
        else Link(f"Show all {len(needs)}", queried("dashboards:my-day", **{ALL: "1"})),
        order=f"Most urgent first. Times are in your time zone ({zone}). Clocks run on the site's time.",
        waiting=[
            waiting(each, now=reader.now, tz=actor.time_zone) for each in others[:MAX_WAITING]
        ],
        more=queried("tta_requests:list") if len(others) > MAX_WAITING else "",
        clocks=_clocks(around, reader),
        clocks_of="Clocks, all sites" if P.REQUEST_VIEW in actor.everywhere else "Clocks",
        figures=_figures(around.by_status) if actor.staff_role == ANALYST.slug else (),
        news=news,
        since=reader.at(since) if since else "",
        coming=() if actor.staff_role == ADMINISTRATOR.slug else _coming(around, reader, closed),
        ask=_ask(actor) if may_ask else "",
        is_admin=actor.may_anywhere(P.ADMIN_USE),
    )


def _waiting(needs: Sequence[Need], around: Surroundings) -> list[Waiting]:
    """Open requests somebody else has: none of them needs the reader."""
    mine = {need.row.thing for need in needs}
    return [each for each in around.open_requests if each.key not in mine]


def _clocks(around: Surroundings, reader: Reader) -> Sequence[Fact]:
    """Return the clocks of the rail; each count links to its list."""
    counts = around.counts
    if counts is None:
        return ()
    if not counts and P.REQUEST_VIEW not in reader.actor.everywhere:
        return ()
    return [
        Fact(
            str(state.label),
            _at_least(counts, state) if counts.get("more") else str(counts.get(state, 0)),
            queried("tta_requests:list", clock=state)
            if counts.get(state) or counts.get("more")
            else "",
        )
        for state in (DueState.PAST_DUE, DueState.AT_RISK, DueState.ON_TIME)
    ]


def _at_least(counts: Mapping[str, int], state: DueState) -> str:
    """Word the count of a state where only the clocks due first were counted: those past due are the first of them."""
    counted = counts.get(state, 0)
    is_all = state == DueState.PAST_DUE and any(
        counts.get(later) for later in (DueState.AT_RISK, DueState.ON_TIME)
    )
    if is_all:
        return f"{counted:,}"
    return f"At least {counted:,}" if counted else "Not counted"


def _figures(by_status: Mapping[str, int]) -> list[Fact]:
    """Open requests of all sites, as counts that lead to their lists."""
    return [
        Fact(
            str(status.label),
            str(by_status[status]),
            queried("tta_requests:list", status=status),
        )
        for status in OPEN_STATUSES
        if by_status.get(status)
    ]


def _coming(around: Surroundings, reader: Reader, closed: Mapping[date, str]) -> list[Fact]:
    planned = [(day, f"Contact with {name}") for day, name in around.contacts]
    ahead = sorted([*planned, *closed_days_ahead(reader.today, closed)])[:MAX_AHEAD]
    return [Fact(dates.day(day), words) for day, words in ahead]


def _ask(actor: Actor) -> str:
    """Return the words of the button that starts a request; staff enter one for a site."""
    return "Ask for help" if actor.may_anywhere(P.REQUEST_SUBMIT) else "Enter a request"


def sentence(needs: int, waiting: int) -> str:
    """Return the page's first sentence: how much needs the reader."""
    if needs:
        return f"{wording.counted(needs, 'thing needs', 'things need')} you."
    if waiting:
        others = f"{wording.counted(waiting, 'request is', 'requests are')} waiting for others"
        return f"Nothing needs you today. {others}. We'll notify you if one is at risk."
    return "Nothing needs you today."


def closed_soon(today: date, closed: Mapping[date, str]) -> str:
    """Return today's or tomorrow's closure as a sentence: "Tomorrow is Thanksgiving: all clocks are paused …"."""
    for ahead, word in ((0, "Today"), (1, "Tomorrow")):
        day = today + timedelta(days=ahead)
        if day in closed and is_weekday(day):
            opens = next_business_day(day, closed)
            return f"{word} is {closed[day]}: all clocks are paused until {dates.name_of_day(opens)}, 9 am site time."
    return ""


def closed_days_ahead(
    today: date, closed: Mapping[date, str], *, days: int = 60
) -> list[tuple[date, str]]:
    """Return the next two closed days of the coming weeks, each as in "Thanksgiving: federal offices closed, clocks paused"."""
    until = today + timedelta(days=days)
    ahead = sorted(day for day in closed if today <= day <= until and is_weekday(day))
    return [(day, f"{closed[day]}: federal offices closed, clocks paused") for day in ahead[:2]]
