"""The demonstration's peer exchanges: one in each state between two sites; the people are invented."""

from datetime import date, time, timedelta
from io import BytesIO

from demo.actions import people
from engagements.actions import commitments
from engagements.models import origins
from exchanges.actions import agenda, exchanges, files, notes, participants, reports
from exchanges.enums import ORIGINS, Result, Side, State
from exchanges.models import PeerExchange
from foundation.accounts.models import User
from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.files.intake import check
from sites.models import CoreArea, Site

# How far each gets, its title, days from today to its first day, and whether the first site hosts.
ROWS = (
    (State.ASKED, "Real-time information center", 45, True),
    (State.ACCEPTED, "Crime gun tracing", 38, False),
    (State.PLANNED, "Weekly shooting reviews", 24, True),
    (State.HELD, "Community advisory council", -4, False),
    (State.FOLLOW_UP, "Prosecutors in shooting reviews", -18, True),
    (State.CLOSED, "Detectives' case files", -90, False),
)
REASON = "Our team moves to a new building that month (demonstration)."
GOALS = (
    "See one full review, start to finish (demonstration)",
    "Learn how prosecutors join without slowing it down",
    "Know what it costs",
)
RESULTS = (
    (Result.MET, "41 cases in 70 minutes (demonstration)"),
    (Result.MET, "They get the list on Tuesday and bring decisions on Thursday"),
    (Result.PARTLY, "Analyst hours are known; the cost of software is to follow"),
)
FORM = "Weekly shooting review\n\nShooting:\nOwner of each lead:\nNext step, and by when:\n"
PROMISES = {Side.VISITOR: "Hold a first review (demonstration)", Side.HOST: "Send the review form"}


def fill(city: Site, harbor: Site) -> None:
    """Take an exchange to each state; two more are declined and canceled."""
    area = CoreArea.objects.with_slugs(["gun-violence"]).get()
    for state, title, days, city_hosts in ROWS:
        visitor, host = (harbor, city) if city_hosts else (city, harbor)
        _run(visitor, host, area, title=title, days=days, until=state)
    for step, title in (("decline", "Ride-along"), ("cancel", "Crime analysis")):
        made = _run(harbor, city, area, title=title, days=30, until=State.ASKED)
        with people.ActingAs(_contact(city if step == "decline" else harbor)) as by:
            exchanges.take(made, step, version=made.version, reason=REASON, by=by)


def _run(
    visitor: Site, host: Site, area: CoreArea, *, title: str, days: int, until: State
) -> PeerExchange:
    """Ask for a visit at a time when its days are ahead, and take it as far as a state."""
    first = clock.today(host.time_zone) + timedelta(days=days)
    with clock.frozen(clock.now() + timedelta(days=min(0, days - 20))):
        with people.ActingAs(_contact(visitor)) as by:
            made = exchanges.ask(
                visitor=visitor,
                host=host,
                core_area=area,
                title=f"{title} (demonstration)",
                goals=GOALS,
                outcomes="A plan of our own within 60 days (demonstration).",
                place="Police headquarters (demonstration)",
                starts_on=first,
                ends_on=first + timedelta(days=1),
                by=by,
            )
            notes.write(made, side=Side.VISITOR, text="Ask about overtime (demonstration).", by=by)
        if until == State.ASKED:
            return made
        _take(made, "accept", _contact(host))
        if until == State.ACCEPTED:
            return made
        _plan(made, first)
    if until != State.PLANNED:
        with clock.frozen(clock.now() + timedelta(days=min(0, days + 3))):
            _finish(made, until)
    return made


def _plan(made: PeerExchange, first: date) -> None:
    """Build a short agenda, name a person of each team, and confirm the plan."""
    for side in Side:
        with people.ActingAs(_contact(made.site_of(side))) as by:
            participants.add(made, side=side, name=f"{side.label} lead (demo)", by=by)
    with people.ActingAs(_contact(made.host)) as by:
        for starts, ends, title in ((9, 10, "How the list is built"), (10, 12, "Weekly review")):
            agenda.add(
                made,
                day=first,
                starts=time(starts),
                ends=time(ends),
                title=f"{title} (demonstration)",
                led_by="Host analyst (demo)",
                by=by,
            )
    _take(made, "plan", _contact(made.host))


def _finish(made: PeerExchange, until: State) -> None:
    """Mark a visit as held, and take it from there: report, commitments, and closing."""
    visitor, host = _contact(made.visitor), _contact(made.host)
    _take(made, "mark-held", host)
    with people.ActingAs(host) as by:
        form = check(BytesIO(FORM.encode()), "review-form.txt")
        files.add(made, side=Side.HOST, file=form, description="Review form (demonstration)", by=by)
    if until == State.HELD:
        return
    with people.ActingAs(visitor) as by:
        reports.write(
            made,
            side=Side.VISITOR,
            learned="One list for everybody, sent two days before (demonstration).",
            will_change="We hold a review of our own each week (demonstration).",
            results={goal.pk: RESULTS[goal.number - 1] for goal in made.goals.all()},
            version=_now(made).version,
            by=by,
        )
    _take(made, "agree", host)
    for side, person in ((Side.VISITOR, visitor), (Side.HOST, host)):
        site = made.site_of(side)
        with people.ActingAs(person) as by:
            promised = commitments.add(
                site,
                text=PROMISES[side],
                due_on=clock.today(site.time_zone) + timedelta(days=30),
                owner_id=by.user_id,
                origin=origins.find(by, f"{ORIGINS[side]}:{made.pk}"),
                by=by,
            )
            if until == State.CLOSED:
                commitments.complete(promised, evidence="Held (demonstration)", by=by)
    if until == State.CLOSED:
        _take(made, "close", visitor)


def _take(made: PeerExchange, step: str, person: User) -> None:
    with people.ActingAs(person) as by:
        exchanges.take(made, step, version=_now(made).version, by=by)


def _contact(site: Site) -> User:
    return people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")


def _now(made: PeerExchange) -> PeerExchange:
    return PeerExchange.objects.get(pk=made.pk)
