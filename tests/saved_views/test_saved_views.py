"""Saved views: kept under a name, shared by DOJ staff, telling of what is new."""

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger
from foundation.saved_views.models import SavedView
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.pages import markup

pytestmark = pytest.mark.django_db
FORM = {"path": "/requests/", "query": "status=triage&after=x", "name": "In triage"}


@pytest.fixture
def save(client_of):
    def saved(user, **values):
        return client_of(user).post("/views/new/", FORM | values)

    return saved


def kept():
    with acting_atomic("system:demo"):
        return SavedView.objects.get()


def told():
    with acting_atomic("system:outbox"):
        return set(Ledger.objects.filter(kind="new-in-view").values_list("recipient_id", flat=True))


def test_a_view_stands_above_its_list_without_the_place(save, client_of, dana_of_riverton):
    answer = save(dana_of_riverton)
    assert (answer.status_code, answer["Location"]) == (303, "/requests/?status=triage")
    client = client_of(dana_of_riverton)
    page = markup(client.get("/requests/"))
    assert '<a href="/requests/?status=triage">In triage</a>' in page
    here = markup(client.get("/requests/?status=triage"))
    assert '<a href="/requests/?status=triage" aria-current="true">In triage</a>' in here


def test_the_list_offers_to_save_what_is_narrowed(client_of, dana_of_riverton, standards):
    page = client_of(dana_of_riverton).get("/requests/?status=triage").content.decode()
    assert "/views/new/?path=/requests/&amp;query=status%3Dtriage" in page
    assert "Save this view" not in client_of(dana_of_riverton).get("/requests/").content.decode()


def test_nobody_else_sees_it(save, client_of, dana_of_riverton, ula_of_riverton, cora_coordinator):
    save(dana_of_riverton)
    for other in (ula_of_riverton, cora_coordinator):
        assert "In triage" not in client_of(other).get("/requests/").content.decode()
        assert client_of(other).get(f"/views/{kept().pk}/edit/").status_code == 404
        assert client_of(other).post(f"/views/{kept().pk}/remove/").status_code == 404


def test_staff_share_with_a_role_or_a_person(
    save, client_of, cora_coordinator, mona_manager, ana_analyst, dana_of_riverton, lee_liaison
):
    save(cora_coordinator, role="program-manager", person=dana_of_riverton.email.upper())
    for reader, there in (
        (mona_manager, True),
        (dana_of_riverton, True),
        (ana_analyst, False),
        (lee_liaison, False),
    ):
        page = client_of(reader).get("/views/").content.decode()
        assert ("In triage" in page) is there
        assert "/edit/" not in page


def test_a_site_user_shares_nothing(save, dana_of_riverton, act):
    save(dana_of_riverton, role="program-manager", person="x@example.gov")
    assert (kept().role, kept().person) == ("", None)


def test_the_database_shows_a_view_only_to_whom_it_is_shared_with(
    save, act, cora_coordinator, mona_manager, dana_of_riverton
):
    save(cora_coordinator, role="program-manager")
    seen = []
    for reader in (mona_manager, dana_of_riverton):
        with act(reader):
            seen.append(SavedView.objects.count())
    assert seen == [1, 0]
    with act(mona_manager), connection.cursor() as cursor:
        cursor.execute("UPDATE saved_savedview SET name = 'Mine'")
        assert cursor.rowcount == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Enter a name for the view."),
        ({"person": "nobody@example.gov"}, "No account has this email address."),
        ({"path": "/admin/"}, "Choose an answer from the list."),
        ({"query": "q=" + "x" * 1000}, "Choose fewer, then save again."),
    ],
)
def test_what_cannot_be_saved_is_told_and_stays_typed(save, cora_coordinator, values, sentence):
    answer = save(cora_coordinator, **({"role": "analyst"} | values))
    assert answer.status_code == 422
    page = markup(answer)
    assert sentence in page
    assert '<option value="analyst" selected' in page
    for name in ("name", "person", "query"):
        if typed := values.get(name):
            assert f'value="{typed}"' in page


def test_no_saved_views_lead_nobody_to_a_list_they_cannot_read(client_of, adam_admin):
    page = client_of(adam_admin).get("/views/").content.decode()
    assert "No saved views yet." in page
    assert 'href="/requests/"' not in page


def test_a_name_is_used_once_a_list(save, dana_of_riverton):
    assert save(dana_of_riverton).status_code == 303
    again = save(dana_of_riverton)
    assert again.status_code == 422
    assert "Enter a different name." in again.content.decode()
    # With all that was chosen, so that only the name is typed again.
    assert 'value="status=triage' in markup(again)


@pytest.mark.parametrize(
    "name", ["In\u200b triage", "\ufeffIn triage", "In\u00a0triage", "In  tri\u00adage "]
)
def test_a_name_with_something_invisible_in_it_is_the_same_name(save, dana_of_riverton, name):
    assert save(dana_of_riverton, name=name).status_code == 303
    assert kept().name == "In triage"
    assert "Enter a different name." in save(dana_of_riverton).content.decode()


def test_a_name_of_nothing_visible_is_refused(save, dana_of_riverton):
    answer = save(dana_of_riverton, name="\u200b\u2060")
    assert answer.status_code == 422
    assert "Enter a name for the view." in answer.content.decode()


def test_a_view_is_shared_by_an_address_with_something_invisible_in_it(
    save, cora_coordinator, mona_manager
):
    given = f"\ufeff{mona_manager.email[:3]}\u200b{mona_manager.email[3:]}\u00a0"
    assert save(cora_coordinator, person=given).status_code == 303


def test_the_database_keeps_names_apart_too(save, dana_of_riverton):
    save(dana_of_riverton)
    with acting_atomic("system:demo"), pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(
            user=dana_of_riverton, path="/requests/", name="In triage", created_at=clock.now()
        )


def test_it_is_changed_and_removed(save, client_of, dana_of_riverton):
    save(dana_of_riverton)
    client = client_of(dana_of_riverton)
    address = f"/views/{kept().pk}/edit/"
    assert "In triage" in client.get(address).content.decode()
    client.post(address, FORM | {"name": "Waiting for DOJ"})
    assert kept().name == "Waiting for DOJ"
    assert client.post(f"/views/{kept().pk}/remove/").status_code == 303
    with acting_atomic("system:demo"):
        assert not SavedView.objects.exists()


def test_it_tells_once_of_each_new_match(
    save, sent_by, dana_of_riverton, riverton, cora_coordinator
):
    sent_by(dana_of_riverton, riverton)
    save(cora_coordinator, query="status=submitted", tells="on")
    reminders.run()
    assert told() == set()
    sent_by(dana_of_riverton, riverton)
    reminders.run()
    reminders.run()
    assert told() == {cora_coordinator.pk}
    with acting_atomic("system:outbox"):
        assert Ledger.objects.filter(kind="new-in-view").count() == 1


def test_it_tells_of_nothing_its_owner_may_not_see(
    save, sent_by, dana_of_riverton, omar_of_lakeside, lakeside
):
    save(dana_of_riverton, query="", tells="on")
    sent_by(omar_of_lakeside, lakeside)
    reminders.run()
    assert told() == set()


def test_who_has_left_is_told_nothing(save, sent_by, dana_of_riverton, ula_of_riverton, riverton):
    save(ula_of_riverton, query="", tells="on")
    with acting_atomic("system:demo"):
        Membership.objects.of_user(ula_of_riverton.pk).delete()
    sent_by(dana_of_riverton, riverton)
    reminders.run()
    assert told() == set()


def test_a_list_nobody_watches_tells_nothing(save, lee_liaison):
    answer = save(lee_liaison, path="/updates/", tells="on")
    assert answer.status_code == 422
