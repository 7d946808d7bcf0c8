"""The pages that depend on requests, at scale: their ceilings, and no large table scanned whole."""

import pytest

from foundation.tenancy.context import acting_atomic
from tests.benchmarks.plans import large_tables, plans_of, statements_of, text_of
from tta_requests.models import Clock, TTARequest
from tta_requests.querysets.option_counts import MAX_COUNTED

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
PEOPLE = ["staff1", "site7", "new", "liaison"]
# The request asks again what of it needs the reader, where more waits than the header counts.
LIST, REQUEST, DAY, INBOX, CHANGES, API = 6, 9, 7, 7, 5, 4
# Fifty times what a page shows: a plan that reads more has lost its index.
PAGES = 1_300
# What needs the reader is asked on every page: at most thirty rows a cause, with site and provider, from the
# first thirty clocks and the first fifteen of each state.
PAGES_OF_NEEDS, NEEDS = 1_300, "SELECT * FROM ("
# Of clocks: the first thirty, and those of the requests that may lack one; where few run, all of them three times.
CLOCKS_OF_NEEDS = 600
# A triage page shows sixty requests and reads up to 180 clocks for them, ten pages each with
# request, site and people; of all other running clocks it passes the narrow rows: some thirty a
# page.
PAGES_OF_A_DESK, CLOCKS_A_PAGE = 2_500, 20
PAGES_OF = {
    "the request": ("/requests/{number}/", REQUEST),
    "its changes": ("/requests/{number}/history/", CHANGES),
    "my day": ("/my-day/", DAY),
    "the API's list": ("/api/v1/requests/", API),
    "the API's list, a state nobody has": ("/api/v1/requests/?status=withdrawn", API),
    "the API's request": ("/api/v1/requests/{number}/", API),
    "the API's timeline": ("/api/v1/requests/{number}/timeline/", CHANGES),
    "the inbox": ("/inbox/", INBOX),
}
# Others show a number that is counted once a minute (ADR 90).
ASK_WHAT_IS_NEEDED = {"the request", "my day", "the inbox", "the triage desk"}
DESKS = {"/triage/", "/my-day/"}
DESK = {"the triage desk": ("/triage/", DAY), "how the help went": ("/evaluations/", LIST)}


@pytest.fixture
def address_for(person):
    """Return a URL with the number of a request that the person sees."""

    def address(local: str, pattern: str) -> str:
        site = {"site7": "bench-7-ex", "new": "bench-new-ex"}.get(local, "bench-4-ex")
        with acting_atomic("system:demo"):
            one = TTARequest.objects.open().filter(site__slug=site).earliest("created_at")
        return pattern.format(number=one.number)

    return address


CASES = [(local, name) for name in PAGES_OF for local in PEOPLE]
CASES += [("staff1", name) for name in DESK]


@pytest.mark.parametrize(("local", "name"), CASES)
def test_a_page_keeps_its_ceiling_and_its_indexes(local, name, person, address_for, client, capsys):
    pattern, ceiling = (PAGES_OF | DESK)[name]
    address = address_for(local, pattern)
    user = person(local)
    statements = statements_of(user, client, address)
    needs = plans_of(user, [each for each in statements if text_of(each).startswith(NEEDS)])
    plans = plans_of(user, [each for each in statements if not text_of(each).startswith(NEEDS)])
    pages = sum(plan.pages for plan in plans)
    assert needs or name not in ASK_WHAT_IS_NEEDED
    assert all(plan.pages <= PAGES_OF_NEEDS for plan in needs), needs[0].told()
    most = max(plans, key=lambda plan: plan.pages)
    whole = {table for plan in needs + plans for table in plan.read_whole(large_tables())}
    with capsys.disabled():
        print(f"\n{name}, {local}: {len(statements)} statements, {pages} pages", end="")  # noqa: T201 -- the finding
    assert len(statements) <= ceiling, "\n".join(each[:120] for each in statements)
    assert whole == set()
    with acting_atomic("system:demo"):
        passed = Clock.objects.running().count() // CLOCKS_A_PAGE
    allowed = PAGES_OF_A_DESK + passed if pattern in DESKS else PAGES
    assert pages <= allowed, most.told()


def test_what_needs_the_desk_costs_the_same_at_any_size(person, client):
    """The first clocks come from an index, and further ones are looked up for the few requests that may lack one."""
    user = person("staff1")
    [statement] = [
        each for each in statements_of(user, client, "/my-day/") if text_of(each).startswith(NEEDS)
    ]
    [plan] = plans_of(user, [statement])
    assert plan.rows_of(Clock._meta.db_table) <= CLOCKS_OF_NEEDS, plan.told()


@pytest.mark.parametrize("local", ["staff1", "liaison"])
def test_opened_filters_count_no_further_than_they_show(local, person, client):
    user = person(local)
    [statement] = [
        each
        for each in statements_of(user, client, "/requests/?filters=1")
        if f"OFFSET {MAX_COUNTED}" in text_of(each)
    ]
    [plan] = plans_of(user, [statement])
    assert plan.rows <= 2 * MAX_COUNTED, plan.told()
