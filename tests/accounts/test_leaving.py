"""The administrator's page before an account closes: counts by site, no titles, and who takes it all."""

from datetime import timedelta

import pytest

from engagements.models import Commitment
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.saved_views.models import SavedView
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.factories.accounts import UserFactory
from tta_requests.models import Evaluation, Offer, TTARequest

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def adam(adam_admin, client_of):
    return client_of(adam_admin)


def form_of(person: User, **changed: object) -> dict[str, object]:
    """Return what the form of an account sends, with a change; None leaves a field out."""
    values = {
        "name": person.name,
        "email": person.email,
        "time_zone": person.time_zone,
        "staff_role": person.staff_role,
        "organization": person.organization_id or "",
        "is_active": "on",
    }
    return {name: value for name, value in (values | changed).items() if value is not None}


def path_of(person: User) -> str:
    return f"{PEOPLE}{person.pk}/change/"


def close(adam, person: User, **chosen: object):
    return adam.post(path_of(person), form_of(person, is_active=None, _confirmed="1", **chosen))


def now_of(row):
    with acting_atomic("system:outbox"):
        return type(row).objects.get(pk=row.pk)


@pytest.fixture
def owned(put_in, cora_coordinator):
    """A request of Riverton that Cora owns."""
    made = put_in("triage")
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=made.pk).update(owner=cora_coordinator)
    return made


@pytest.fixture
def owed(put_in, riverton, dana_of_riverton):
    """Dana's commitment."""
    with acting_atomic("system:demo"):
        return Commitment.objects.create(
            site=riverton,
            request=put_in("in-delivery"),
            text="Send the case list",
            owed_by="site",
            owner=dana_of_riverton,
            due_on=clock.today(riverton.time_zone) + timedelta(days=30),
            made_by=dana_of_riverton,
            made_at=clock.now(),
        )


def test_the_closing_page_counts_by_site_and_names_no_title(
    owned, owed, adam, cora_coordinator, dana_of_riverton, ula_of_riverton, mona_manager
):
    page = adam.post(path_of(cora_coordinator), form_of(cora_coordinator, is_active=None))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Riverton, EX: 1 request" in text
    assert f'<option value="{mona_manager.pk}" selected>Mona Manager</option>' in text
    assert owned.title not in text
    assert owned.number not in text
    page = adam.post(path_of(dana_of_riverton), form_of(dana_of_riverton, is_active=None))
    text = page.content.decode()
    assert "Riverton, EX: 1 commitment" in text
    assert "Riverton, EX: 1 seat. Ends." in text
    assert "Send the case list" not in text
    with acting_atomic("system:outbox"):
        assert User.objects.filter(is_active=False).count() == 0


def test_who_takes_it_is_chosen_and_the_account_closes_in_one_step(
    owned, adam, cora_coordinator, mona_manager, drain
):
    carl = UserFactory(name="Carl Coordinator", staff_role="tta-coordinator")
    answer = close(adam, cora_coordinator, **{"take-request-Riverton, EX": carl.pk})
    assert answer.status_code == 302
    assert not now_of(cora_coordinator).is_active
    assert now_of(owned).owner_id == carl.pk
    drain()
    assert now_of(owned).owner_id == carl.pk
    with acting_atomic("system:outbox"):
        given = Notification.objects.filter(entry__kind="given")
        assert [row.recipient_id for row in given] == [carl.pk]


def test_a_stranger_cannot_be_chosen(owned, adam, cora_coordinator, omar_of_lakeside, mona_manager):
    answer = close(adam, cora_coordinator, **{"take-request-Riverton, EX": omar_of_lakeside.pk})
    assert answer.status_code == 422
    assert "Choose someone who can still take this." in answer.content.decode()
    assert now_of(cora_coordinator).is_active


def test_a_seat_stayed_taken_by_a_closed_account(
    owed, adam, dana_of_riverton, ula_of_riverton, mona_manager, drain
):
    close(adam, dana_of_riverton)
    drain()
    with acting_atomic("system:outbox"):
        seat = Membership.objects.get(user=dana_of_riverton)
        assert seat.has_ended(clock.now())
        told = Notification.objects.filter(entry__kind="membership")
        # A closed account gets nothing; the rest of the team is told.
        assert [row.recipient.name for row in told] == ["Ula of Riverton"]
    assert now_of(owed).owner_id == ula_of_riverton.pk


def test_nobody_is_asked_where_nothing_is_held(adam, ana_analyst):
    answer = adam.post(path_of(ana_analyst), form_of(ana_analyst, is_active=None))
    assert answer.status_code == 302
    assert not now_of(ana_analyst).is_active


def test_the_last_person_of_a_provider_moves_on_and_its_offer_waits_for_nobody(
    sent_by, dana_of_riverton, riverton, pat_provider, sam_provider, adam, drain
):
    sent_by(dana_of_riverton, riverton)
    drain()
    moved = form_of(pat_provider, organization=None)
    page = adam.post(path_of(pat_provider), moved).content.decode()
    assert "Riverton, EX: 1 open offer. Withdrawn" in page
    assert adam.post(path_of(pat_provider), moved | {"_confirmed": "1"}).status_code == 302
    drain()
    with acting_atomic("system:outbox"):
        found = list(Offer.objects.order_by("offered_at").values_list("state", flat=True))
    assert found == ["recalled", "open"]


def test_a_role_that_is_taken_away_hands_over_what_only_the_desk_can_do(
    owned, adam, cora_coordinator, mona_manager
):
    lost = form_of(cora_coordinator, staff_role="")
    assert "1 request" in adam.post(path_of(cora_coordinator), lost).content.decode()
    assert now_of(owned).owner_id == cora_coordinator.pk
    adam.post(path_of(cora_coordinator), lost | {"_confirmed": "1"})
    assert now_of(owned).owner_id == mona_manager.pk


def test_a_new_address_takes_no_work_away_while_the_role_waits(owned, adam, cora_coordinator):
    adam.post(path_of(cora_coordinator), form_of(cora_coordinator, email="cora.new@example.gov"))
    assert now_of(owned).owner_id == cora_coordinator.pk


def test_an_evaluation_of_a_provider_goes_to_a_colleague(
    put_in,
    riverton,
    best_provider,
    pat_provider,
    adam,
):
    polly = UserFactory(name="Polly Provider", organization=best_provider.organization)
    with acting_atomic("system:demo"):
        asked = Evaluation.objects.create(
            site=riverton,
            request=put_in("confirmed"),
            kind="provider",
            respondent=pat_provider,
            provider=best_provider,
            opened_at=clock.now(),
            closes_at=clock.now() + timedelta(days=5),
        )
    close(adam, pat_provider)
    assert now_of(asked).respondent_id == polly.pk


def test_private_views_stay_private_and_are_there_when_the_account_opens_again(
    owned, adam, cora_coordinator, mona_manager, client_of
):
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        values = {"user": cora_coordinator, "path": "/requests/", "created_at": clock.now()}
        SavedView.objects.create(name="My own", **values)
        SavedView.objects.create(name="For managers", role="program-manager", **values)
    page = adam.post(path_of(cora_coordinator), form_of(cora_coordinator, is_active=None))
    text = page.content.decode()
    assert "1 saved view. Kept private: shown to no one." in text
    assert "1 saved view. Still shared with the same people." in text
    close(adam, cora_coordinator)
    heirs = client_of(mona_manager).get("/views/").content.decode()
    assert "For managers" in heirs
    assert "My own" not in heirs
    closed = now_of(cora_coordinator)
    adam.post(path_of(closed), form_of(closed, staff_role="tta-coordinator"))
    with acting_atomic("system:outbox"):
        names = SavedView.objects.of(cora_coordinator.pk).values_list("name", flat=True)
        assert sorted(names) == ["For managers", "My own"]
