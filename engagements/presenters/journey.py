"""The journey: one engagement on one day, ready to be drawn."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from engagements.enums import MilestoneKind, Origin, State
from engagements.models import Engagement, Term
from engagements.policies import marks
from foundation.calendars.days import ONE_DAY
from foundation.calendars.months import whole_months
from foundation.ui import dates, wording


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase on the bar: first and last day, and its position in percent."""

    state: State
    first: date
    last: date
    left: float
    width: float

    @property
    def label(self) -> str:
        """The phase's name."""
        return str(self.state.label)


@dataclass(frozen=True, slots=True)
class Stop:
    """A milestone on the bar: ``done``, ``due``, ``late``, or ``passed`` if nothing is known."""

    kind: MilestoneKind
    due_on: date
    done_on: date | None
    status: str
    left: float

    @property
    def label(self) -> str:
        """The milestone's name."""
        return str(self.kind.label)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an engagement is on a day."""

    day: date
    state: State
    starts_on: date
    ends_on: date
    months_total: int
    months_done: int

    @property
    def months_left(self) -> int:
        """Months left, including one that has started; 0 once it is over."""
        return 0 if self.day > self.ends_on else self.months_total - self.months_done

    @property
    def time_left(self) -> str:
        """The time left as text: in months, and in days once the engagement is closing; its last day, and that it is past."""
        days = (self.ends_on - self.day).days
        if days <= 0:
            return "Past its last day" if days else "Last day today"
        if self.state == State.CLOSING:
            return f"{wording.counted(days, 'day')} left"
        return f"{wording.counted(self.months_left, 'month')} left"

    @property
    def month(self) -> int:
        """The current month, counted from 1 and never past the last."""
        return min(self.months_done + 1, self.months_total)

    @property
    def is_over(self) -> bool:
        """Whether the site has graduated or left."""
        return self.state in {State.GRADUATED, State.ALUMNI, State.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Journey(Progress):
    """What the journey rail shows of an engagement on a day."""

    start_is_assumed: bool
    first_end: date | None
    withdrawn_on: date | None
    suspended: tuple[date, date | None] | None
    progress: float
    phases: tuple[Phase, ...]
    stops: tuple[Stop, ...]

    @property
    def next_stop(self) -> Stop | None:
        """The next milestone: the earliest late one, else the earliest due one."""
        waiting = [stop for stop in self.stops if stop.status in {"late", "due"}]
        return waiting[0] if waiting and not self.is_over else None

    @property
    def coming_stop(self) -> Stop | None:
        """The next milestone that is still to come: the earliest due one, never a late one."""
        due = (stop for stop in self.stops if stop.status == "due")
        return None if self.is_over else next(due, None)

    @property
    def today_text(self) -> str:
        """The day as text, such as "Today: month 26 of 36"."""
        if self.is_over or self.state == State.PROPOSED:
            return f"Today: {self.state.label.lower()}"
        return f"Today: month {self.month} of {self.months_total}"

    @property
    def heading(self) -> str:
        """A sentence on how much time is left and what is next."""
        if self.state == State.WITHDRAWN and self.withdrawn_on:
            return f"Withdrawn on {dates.full_day(self.withdrawn_on)}"
        if self.is_over:
            return (
                f"{self.state.label}; the engagement's last day was {dates.full_day(self.ends_on)}"
            )
        stop = self.next_stop
        if stop is None:
            is_past = self.day > self.ends_on
            last = f"the last day {'was' if is_past else 'is'} {dates.full_day(self.ends_on)}"
            return f"{self.time_left}; {last}"
        since = dates.full_day(stop.due_on)
        late = sum(stop.status == "late" for stop in self.stops)
        if late > 1:
            return f"{self.time_left}; {late} milestones past due, the first since {since}"
        if late:
            return f"{self.time_left}; {stop.label} past due since {since}"
        return f"{self.time_left}; next: {stop.label}, due {since}"


def journey_of(engagement: Engagement, day: date) -> Journey:
    """Return an engagement's journey on a day of its site's calendar.

    Arguments:
        engagement: the engagement, loaded with ``for_journey``.
        day: the day.
    """
    return Journey(
        **asdict(progress_of(engagement.term, day)),
        start_is_assumed=engagement.start_is_assumed,
        first_end=engagement.first_end,
        withdrawn_on=engagement.withdrawn_on,
        suspended=_suspension(engagement),
        progress=_place(engagement, day),
        phases=tuple(_phases(engagement)),
        stops=tuple(_stops(engagement, day)),
    )


def progress_of(term: Term, day: date) -> Progress:
    """Return how far an engagement with these dates is on a day of its site's calendar."""
    over = term.ends_on + ONE_DAY
    return Progress(
        day=day,
        state=term.state_on(day),
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        months_total=whole_months(term.starts_on, over) or 1,
        months_done=whole_months(term.starts_on, min(day, over)),
    )


def _suspension(engagement: Engagement) -> tuple[date, date | None] | None:
    first = engagement.suspended_from
    return (first, engagement.suspended_until) if first else None


def _place(engagement: Engagement, day: date) -> float:
    """Return a day's position between first and last day, in percent of the bar."""
    whole = (engagement.ends_on + ONE_DAY - engagement.starts_on).days
    done = (day - engagement.starts_on).days
    return round(100 * min(max(done / whole, 0), 1), 2)


def _phases(engagement: Engagement) -> Iterator[Phase]:
    over = engagement.ends_on + ONE_DAY
    closing = min(engagement.closing_from, over)
    active = min(engagement.active_from or closing, closing)
    edges = [engagement.starts_on, active, closing, over]
    names = (State.ONBOARDING, State.ACTIVE, State.CLOSING)
    for state, first, after in zip(names, edges, edges[1:], strict=False):
        if first < after:
            left = _place(engagement, first)
            width = round(_place(engagement, after) - left, 2)
            yield Phase(state, first, after - ONE_DAY, left, width)


def _stops(engagement: Engagement, day: date) -> Iterator[Stop]:
    for kind, due, done in sorted(_known(engagement), key=lambda stop: (stop[1], stop[0])):
        status = _status(engagement, due, done, day)
        yield Stop(kind, due, done, status, _place(engagement, due))


def _known(engagement: Engagement) -> list[tuple[MilestoneKind, date, date | None]]:
    """Return the milestones; for an imported engagement only those that follow from its dates."""
    if engagement.origin == Origin.IMPORTED:
        return [
            (kind, due, None)
            for kind, due in marks(engagement.starts_on, engagement.ends_on).items()
        ]
    return [
        (MilestoneKind(row.kind), row.due_on, row.done_on) for row in engagement.milestones.all()
    ]


def _status(engagement: Engagement, due: date, done: date | None, day: date) -> str:
    if done:
        return "done"
    if due >= day:
        return "due"
    return "passed" if engagement.origin == Origin.IMPORTED else "late"
