"""Commitments without a request: who is waited for, and on which page it ends."""

from datetime import timedelta

import pytest

from dashboards.presenters.needs import clock_view
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.needs.reading import MAX_ROWS
from foundation.tenancy.context import acting_atomic
from tests.needs.test_everywhere import WAITED_FOR, asked_of

pytestmark = pytest.mark.django_db
CAUSES = {"site-commitment", "assign-commitment"}
CONTACTS, STAFF = {"dana_of_riverton", "ula_of_riverton"}, {"cora_coordinator", "mona_manager"}


@pytest.fixture
def owed(riverton):
    """A commitment of Riverton that is due in so many days at the site."""

    def put(days: int, **fields) -> Commitment:
        due_on = clock.today(riverton.time_zone) + timedelta(days=days)
        given = {"text": "Name a room", "owed_by": "site", "made_at": clock.now(), **fields}
        with acting_atomic("system:demo"):
            return Commitment.objects.create(site=riverton, due_on=due_on, **given)

    return put


def of_commitments(person) -> set[str]:
    return {need.cause.slug for need in asked_of(person)} & CAUSES


@pytest.mark.parametrize(("days", "is_asked"), [(6, False), (5, True), (0, True), (-9, True)])
def test_it_is_its_owners_from_five_days_before(
    request, owed, client_of, lee_liaison, days, is_asked
):
    owed(days, owner=lee_liaison)
    for name in WAITED_FOR:
        waited = {"site-commitment"} if is_asked and name == "lee_liaison" else set()
        assert of_commitments(request.getfixturevalue(name)) == waited, name
    for need in asked_of(lee_liaison):
        assert client_of(lee_liaison).get(need.action).status_code == 200


@pytest.mark.parametrize(
    ("days", "figure"),
    [(3, "3 days left"), (1, "1 day left"), (-1, "1 day over"), (-274, "274 days over")],
)
def test_its_time_is_counted_by_the_date_that_is_shown(owed, lee_liaison, days, figure):
    """In business days, a reader of "was due Sun Mar 1" would find another number."""
    owed(days, owner=lee_liaison)
    [need] = [each for each in asked_of(lee_liaison) if each.cause.slug == "site-commitment"]
    assert clock_view(need, clock.now(), lee_liaison.time_zone).figure == figure


def test_of_more_than_are_asked_for_those_due_first_are(riverton, lee_liaison):
    days = [3, -2, *range(-60, -40), 1, *range(-40, -10)]
    with acting_atomic("system:demo"):
        today = clock.today(riverton.time_zone)
        given = {"site": riverton, "owner": lee_liaison, "owed_by": "site", "made_at": clock.now()}
        Commitment.objects.bulk_create(
            Commitment(due_on=today + timedelta(days=each), text=f"Due in {each}", **given)
            for each in days
        )
    asked = [each.row.title for each in asked_of(lee_liaison) if each.cause.slug in CAUSES]
    assert sorted(asked) == sorted(f"Due in {each}" for each in sorted(days)[:MAX_ROWS])


@pytest.mark.parametrize("closed", [{"dropped_reason": "Canceled."}, {"done": True}])
def test_it_is_nobodys_once_it_is_closed(owed, lee_liaison, closed):
    if closed.pop("done", False):
        closed = {"done_at": clock.now(), "done_by": lee_liaison}
    owed(0, owner=lee_liaison, **closed)
    assert of_commitments(lee_liaison) == set()


@pytest.mark.parametrize(
    ("side", "who"),
    [
        ("site", CONTACTS),
        ("liaison", {"lee_liaison"}),
        ("federal", {"lee_liaison"}),
        ("doj", STAFF),
    ],
)
def test_without_an_owner_its_side_assigns_it(request, owed, client_of, side, who):
    owed(0, owed_by=side)
    people = {name: request.getfixturevalue(name) for name in WAITED_FOR}
    asked = {name for name, person in people.items() if of_commitments(person)}
    assert asked == who
    for name in who:
        [need] = [need for need in asked_of(people[name]) if need.cause.slug in CAUSES]
        assert need.cause.slug == "assign-commitment"
        assert client_of(people[name]).get(need.action).status_code == 200


def test_where_the_side_has_nobody_the_next_one_up_assigns_it(
    owed, mona_manager, cora_coordinator, omar_of_lakeside, lakeside
):
    owed(0, owed_by="site")
    owed(0, owed_by="liaison")
    assert of_commitments(mona_manager) == {"assign-commitment"}
    assert of_commitments(cora_coordinator) == of_commitments(omar_of_lakeside) == set()


def test_a_site_without_a_contact_leaves_it_to_the_liaison(owed, lee_liaison, mona_manager):
    owed(0, owed_by="site")
    assert of_commitments(lee_liaison) == {"assign-commitment"}
    assert of_commitments(mona_manager) == set()
