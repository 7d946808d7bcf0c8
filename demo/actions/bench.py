"""Insert benchmark sites, people, and requests in bulk, as the tables' owner.

The sites are invented, nothing is routed, and the history triggers are off while the rows are inserted.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts.models import User
from foundation.accounts.roles import COORDINATOR, POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.tenancy.context import acting
from foundation.tenancy.hardening import triggers_rest
from foundation.workflow.errors import Refused
from sites.models import CoreArea, Membership, Site, State
from tta_requests.enums import ClockKind, ClockState, Kind, Status, Urgency
from tta_requests.models import Clock, Entry, RequestCounter, TTARequest

OWNER = "owner"
DOMAIN = "bench.example.gov"
PASSWORD = "bench-pass"  # noqa: S105  # -- measured locally, refused in production  # pragma: allowlist secret
SITES, STAFF, BATCH = 100, 40, 5_000
ENTRIES_EACH = 2
# One row in this many: due clocks 1 %, a rare word 0.5 %, a common one 10 %.
DUE, RARE, COMMON = 100, 200, 10
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
SPREAD, DONE_AFTER = timedelta(minutes=7), 3 * A_DAY
PEOPLE_TRAINED = 12
# Days ahead that the last commitment is due, the fewest days over which they are, and how many are due on one.
LATEST_DUE, SHORTEST, A_DAYS_COMMITMENTS = 200, 400, 250
KINDS, URGENCIES = tuple(Kind.values), tuple(Urgency.values)
STATES_SEEN = (Status.SUBMITTED, Status.TRIAGE, Status.MATCHING, Status.OFFERED, Status.SCOPING)


def seed(count: int, *, told: Callable[[str], object]) -> None:
    """Insert requests numbered from 1, newest last, spread over the benchmark sites.

    They use the numbers of this year, or of the last earlier year that has none yet.

    Arguments:
        count: the number of requests.
        told: called with each line of progress.

    Raises:
        Refused: when the benchmark rows exist already.
    """
    tables = (Clock, Commitment, Entry, Membership, RequestCounter, Site, TTARequest, User)
    with (
        acting("system:bench"),
        transaction.atomic(using=OWNER),
        triggers_rest(OWNER, *tables),
    ):
        if Site.objects.using(OWNER).filter(slug=_slug(1)).exists():
            raise Refused(
                "The benchmark rows are already in this database. Start with a new database."
            )
        year = _free_year()
        sites = _sites()
        people = _people(sites)
        areas = list(CoreArea.objects.using(OWNER).order_by("pk").values_list("pk", flat=True))
        now, days = clock.now(), max(SHORTEST, count // A_DAYS_COMMITMENTS)
        for first in range(1, count + 1, BATCH):
            numbers = range(first, min(first + BATCH, count + 1))
            made = [
                _request(k, year, sites, people, areas, now - SPREAD * (count - k)) for k in numbers
            ]
            TTARequest.objects.using(OWNER).bulk_create(made, batch_size=BATCH)
            Entry.objects.using(OWNER).bulk_create(
                [_entry(each, n) for each in made for n in range(ENTRIES_EACH)], batch_size=BATCH
            )
            Commitment.objects.using(OWNER).bulk_create(
                [_commitment(each, now, days) for each in made], batch_size=BATCH
            )
            due = [_clock(each, now) for each in made if _number(each) % DUE == 0]
            Clock.objects.using(OWNER).bulk_create(due)
            told(f"{numbers[-1]} of {count} requests")
        RequestCounter.objects.using(OWNER).create(year=year, last=count)


def _free_year() -> int:
    taken = set(RequestCounter.objects.using(OWNER).values_list("year", flat=True))
    year = clock.now().year
    while year in taken:
        year -= 1
    return year


def _slug(k: int) -> str:
    return f"bench-{k}-ex"


def _sites() -> list[Site]:
    state, _ = State.objects.using(OWNER).get_or_create(
        usps="EX", defaults={"name": "Example", "fips": "99"}
    )
    sites = [
        Site(
            slug=_slug(k),
            name=f"Bench Site {k}, EX",
            kind="city",
            state=state,
            time_zone="America/Chicago",
            is_demo=True,
        )
        for k in range(1, SITES + 1)
    ]
    return Site.objects.using(OWNER).bulk_create(sites)


def _people(sites: list[Site]) -> list[User]:
    """Create a manager, forty coordinators, and a point of contact for each site; return these, in the order of the sites."""
    password = make_password(PASSWORD)

    def person(local: str, name: str, role: str = "") -> User:
        email = f"{local}@{DOMAIN}"
        return User(email=email, name=name, password=password, staff_role=role, is_demo=True)

    staff = [person(f"staff{k}", f"Bench staff {k}", COORDINATOR.slug) for k in range(1, STAFF + 1)]
    contacts = [person(f"site{k}", f"Bench contact {k}") for k in range(1, SITES + 1)]
    manager = person("manager", "Bench manager", PROGRAM_MANAGER.slug)
    User.objects.using(OWNER).bulk_create([manager, *staff, *contacts])
    since = clock.now() - timedelta(days=365)
    Membership.objects.using(OWNER).bulk_create(
        Membership(
            site=site,
            user=user,
            role=POINT_OF_CONTACT.slug,
            seat="law-enforcement",
            starts_at=since,
        )
        for site, user in zip(sites, contacts, strict=True)
    )
    return contacts


def _request(
    k: int, year: int, sites: list[Site], contacts: list[User], areas: list[int], at: datetime
) -> TTARequest:
    place = k % SITES
    # Shifted by one each round of the sites, so that every site and state gets its share of the words.
    turn = k + k // SITES
    words = " xylazine" * (turn % RARE == 0) + " peer recovery" * (turn % COMMON == 0)
    return TTARequest(
        site_id=sites[place].pk,
        requester_id=contacts[place].pk,
        number=f"PSP-{year}-{k:04d}",
        title=f"Bench request {k}",
        problem=f"Measured row {k}.{words}",
        desired_change="Figures that hold.",
        core_area_id=areas[k % len(areas)],
        kind=KINDS[k % len(KINDS)],
        urgency=URGENCIES[k % len(URGENCIES)],
        urgency_reason="Measured.",
        status=STATES_SEEN[k % len(STATES_SEEN)],
        people_trained=PEOPLE_TRAINED,
        created_at=at,
        submitted_at=at,
    )


def _entry(tta_request: TTARequest, n: int) -> Entry:
    return Entry(
        site_id=tta_request.site_id,
        request_id=tta_request.pk,
        kind="message",
        status=tta_request.status,
        text=f"Comment {n + 1} on {tta_request.number}.",
        author_id=tta_request.requester_id,
        author_label="Bench contact",
        created_at=tta_request.created_at + timedelta(minutes=n + 1),
    )


def _commitment(tta_request: TTARequest, now: datetime, days: int) -> Commitment:
    """Make a commitment of every second request, and one without a request for each of the others.

    They are due over so many days: more commitments are those of more years, not more on each day.
    """
    k = _number(tta_request)
    # Shifted as a request's words are, so that every site has its share of what is done, and of each day.
    turn = k + k // SITES
    done_at = min(tta_request.created_at + DONE_AFTER, now) if turn % 3 == 0 else None
    return Commitment(
        site_id=tta_request.site_id,
        request=tta_request if turn % 2 else None,
        text=f"Bench commitment {k}",
        owed_by=Party.SITE,
        owner_id=tta_request.requester_id,
        due_on=now.date() + timedelta(days=LATEST_DUE - turn % days),
        made_by_id=tta_request.requester_id,
        made_at=tta_request.created_at,
        done_at=done_at,
        done_by_id=tta_request.requester_id if done_at else None,
    )


def _clock(tta_request: TTARequest, now: datetime) -> Clock:
    due_at = now - AN_HOUR - timedelta(seconds=_number(tta_request) // DUE)
    return Clock(
        site_id=tta_request.site_id,
        request=tta_request,
        kind=ClockKind.TRIAGE,
        urgency=tta_request.urgency,
        amount=2,
        unit="days",
        state=ClockState.RUNNING,
        starts_at=due_at - 3 * A_DAY,
        warn_at=due_at - A_DAY,
        due_at=due_at,
        rungs=[due_at - 2 * A_DAY, due_at - A_DAY, due_at],
        rung=2,
        fires_at=due_at,
    )


def _number(tta_request: TTARequest) -> int:
    return int(tta_request.number.rsplit("-", 1)[1])
