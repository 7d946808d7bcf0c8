"""Asking for help: what is typed is kept, checked in sentences, and counts once."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words
from tta_requests.models import RequestArea, TTARequest

pytestmark = pytest.mark.django_db

GOOD = {
    "site": "riverton-ex",
    "title": "Start a weekly review",
    "core_area": "gun-violence",
    "problem": "Three lists.",
    "desired_change": "One list.",
    "kind": "technical-assistance",
    "urgency": "expedited",
    "delivery_mode": "either",
}


@pytest.fixture
def client(client_of, dana_of_riverton, riverton, gun_violence, standards):
    return client_of(dana_of_riverton)


def stored():
    with acting_atomic("system:demo"):
        return list(TTARequest.objects.select_related("core_area").order_by("number"))


def test_a_draft_is_kept_under_a_number(client, riverton, dana_of_riverton):
    response = client.post("/requests/new/", {**GOOD, "problem": "", "then": "save"})
    [kept] = stored()
    assert response.status_code == 303
    assert response["Location"] == f"/requests/{kept.number}/edit/"
    assert (kept.status, kept.site_id, kept.requester_id) == (
        "draft",
        riverton.pk,
        dana_of_riverton.pk,
    )


def test_a_submission_starts_at_once(client):
    response = client.post("/requests/new/", {**GOOD, "then": "submit"})
    [sent] = stored()
    assert response["Location"] == f"/requests/{sent.number}/"
    assert sent.status == "submitted"


def test_a_double_submit_makes_one_request(client):
    sent = {**GOOD, "then": "submit", "nonce": "a-nonce-of-this-test-9"}
    addresses = {client.post("/requests/new/", sent)["Location"] for _ in range(2)}
    [made] = stored()
    assert addresses == {f"/requests/{made.number}/"}


def test_what_is_missing_is_said_field_by_field(client):
    response = client.post(
        "/requests/new/", {**GOOD, "problem": " ", "core_area": "", "then": "submit"}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "Describe the problem." in text
    assert "Choose the core area you need help with." in text
    assert "One list." in text
    assert stored() == []


def test_a_critical_request_says_why(client):
    response = client.post("/requests/new/", {**GOOD, "urgency": "critical", "then": "submit"})
    assert response.status_code == 422
    assert "Enter why it's critical." in words(response)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 141},
        {"title": "nul \x00 byte"},
        {"problem": "x" * 5001},
        {"problem": "nul \x00 byte"},
        {"needed_by": "2027-02-30"},
        {"needed_by": "0000-00-00"},
        {"needed_by": "99999-01-01"},
        {"needed_by": "1999-01-01"},
        {"needed_by": "9999-12-31"},
        {"needed_by": "tomorrow"},
        {"core_area": "no-such-area"},
        {"core_area": "1 OR 1=1"},
        {"further_areas": ["gun-violence", "no-such-area"]},
        {"kind": "money"},
        {"urgency": "at once"},
        {"delivery_mode": "by pigeon"},
        {"site": "lakeside-ex"},
        {"site": "\x00"},
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_lost(client, lakeside, wrong):
    for then in ("save", "submit"):
        typed = {**GOOD, "desired_change": "What I typed before."} | wrong
        response = client.post("/requests/new/", {**typed, "then": then})
        assert response.status_code == 422
        assert "What I typed before." in response.content.decode()
    assert stored() == []


def test_a_draft_that_is_thrown_away_is_never_shown_to_doj(
    client, client_of, cora_coordinator, lee_liaison, drain
):
    client.post("/requests/new/", {**GOOD, "urgency": "critical", "then": "save"})
    [kept] = stored()
    address = f"/requests/{kept.number}/"
    thrown = client.post(f"{address}withdraw/", {"reason": "Not needed."})
    assert (thrown.status_code, client.get(address).status_code) == (303, 200)
    drain()
    for reader in (cora_coordinator, lee_liaison):
        theirs = client_of(reader)
        assert theirs.get(address).status_code == 404
        for page in ("/requests/", "/inbox/"):
            assert kept.number not in theirs.get(page).content.decode()


def test_a_draft_for_a_site_is_thrown_away_and_its_author_hears_of_it(
    client, client_of, cora_coordinator, mona_manager, drain
):
    author = client_of(cora_coordinator)
    author.post("/requests/new/", {**GOOD, "then": "save"})
    [kept] = stored()
    client.post(f"/requests/{kept.number}/withdraw/", {"reason": "Not needed."})
    drain()
    assert kept.number in author.get("/inbox/").content.decode()
    assert kept.number not in client_of(mona_manager).get("/inbox/").content.decode()


def test_hostile_text_is_shown_as_text(client):
    hostile = '<script>alert("x")</script>{{ 7|add:7 }}'
    client.post("/requests/new/", {**GOOD, "title": hostile, "then": "submit"})
    [sent] = stored()
    page = client.get(f"/requests/{sent.number}/").content.decode()
    assert sent.title == hostile
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_who_may_not_ask_is_refused(client_of, mayor_of_riverton, pat_provider, lee_liaison):
    for person in (mayor_of_riverton, pat_provider, lee_liaison):
        assert client_of(person).get("/requests/new/").status_code == 403
        assert client_of(person).post("/requests/new/", GOOD).status_code == 403


def test_a_coordinator_writes_for_a_site_and_its_contact_submits(
    client, client_of, cora_coordinator
):
    coordinator = client_of(cora_coordinator)
    coordinator.post("/requests/new/", {**GOOD, "then": "submit"})
    [kept] = stored()
    assert (kept.status, kept.source) == ("draft", "on-behalf")
    assert client.post(f"/requests/{kept.number}/submit/").status_code == 303
    assert stored()[0].status == "submitted"


def test_the_page_of_a_draft_is_its_form(client, draft_of, dana_of_riverton, riverton):
    kept = draft_of(dana_of_riverton, riverton)
    assert client.get(f"/requests/{kept.number}/")["Location"] == f"/requests/{kept.number}/edit/"
    page = client.get(f"/requests/{kept.number}/edit/").content.decode()
    assert kept.problem in page
    assert f'data-autosave="/requests/{kept.number}/autosave/"' in page


def test_an_edit_changes_text_and_further_areas(client, draft_of, dana_of_riverton, riverton):
    kept = draft_of(dana_of_riverton, riverton)
    CoreAreaFactory(slug="technology", name="Technology")
    sent = {**GOOD, "title": "New title", "further_areas": ["technology"], "version": kept.version}
    assert client.post(f"/requests/{kept.number}/edit/", sent).status_code == 303
    assert stored()[0].title == "New title"
    with acting_atomic("system:demo"):
        assert RequestArea.objects.get().core_area.slug == "technology"


def test_a_stale_edit_shows_both_texts(client, draft_of, dana_of_riverton, riverton):
    kept = draft_of(dana_of_riverton, riverton)
    address = f"/requests/{kept.number}/edit/"
    client.post(address, {**GOOD, "problem": "Theirs, saved first.", "version": kept.version})
    late = client.post(address, {**GOOD, "problem": "Mine, typed long.", "version": kept.version})
    text = late.content.decode()
    assert late.status_code == 409
    assert "Theirs, saved first." in text
    assert "Mine, typed long." in text
    assert stored()[0].problem == "Theirs, saved first."


@pytest.mark.parametrize("version", ["", "one", "9" * 400, "-1", "\x00"])
def test_a_damaged_version_is_a_sentence(client, draft_of, dana_of_riverton, riverton, version):
    kept = draft_of(dana_of_riverton, riverton)
    response = client.post(f"/requests/{kept.number}/edit/", {**GOOD, "version": version})
    assert response.status_code in {409, 422}
    assert stored()[0].title == kept.title


def test_a_sent_request_is_not_edited_any_more(client, sent_by, dana_of_riverton, riverton):
    sent = sent_by(dana_of_riverton, riverton)
    address = f"/requests/{sent.number}/edit/"
    assert client.get(address).status_code == 302
    assert client.post(address, {**GOOD, "version": sent.version}).status_code == 409
    assert client.post(f"/requests/{sent.number}/autosave/", GOOD).status_code in {403, 409}


def test_autosave_keeps_a_draft_and_tells_its_version(client, draft_of, dana_of_riverton, riverton):
    kept = draft_of(dana_of_riverton, riverton)
    sent = {**GOOD, "problem": "Half a sent", "version": kept.version}
    answer = client.post(f"/requests/{kept.number}/autosave/", sent)
    assert answer.status_code == 200
    assert answer.json()["fields"]["version"] == kept.version + 1
    assert stored()[0].problem == "Half a sent"


def test_the_first_autosave_makes_the_draft(client):
    answer = client.post("/requests/new/autosave/", {**GOOD, "problem": ""})
    [kept] = stored()
    assert answer.status_code == 201
    assert answer.json()["autosave"] == f"/requests/{kept.number}/autosave/"
    assert client.get(answer.json()["action"]).status_code == 200


def test_autosave_refuses_what_a_save_would_refuse(client):
    answer = client.post("/requests/new/autosave/", {**GOOD, "title": ""})
    assert answer.status_code == 422
    assert stored() == []


def test_a_stranger_cannot_save_into_a_draft(
    client, client_of, draft_of, dana_of_riverton, riverton, omar_of_lakeside
):
    kept = draft_of(dana_of_riverton, riverton)
    stranger = client_of(omar_of_lakeside)
    for verb in ("edit", "autosave"):
        sent = {**GOOD, "title": "Mine now", "version": kept.version}
        assert stranger.post(f"/requests/{kept.number}/{verb}/", sent).status_code == 404
    assert stored()[0].title == kept.title


def test_a_date_from_today_on_is_taken(client):
    day = clock.today("America/New_York") + timedelta(days=30)
    client.post("/requests/new/", {**GOOD, "needed_by": day.isoformat(), "then": "save"})
    assert stored()[0].needed_by == day


def test_a_draft_that_was_started_is_offered(
    client, client_of, riverton, member, gun_violence, standards
):
    """Nobody writes a request twice because the first half was forgotten."""
    assert "You already started" not in words(client.get("/requests/new/"))
    client.post("/requests/new/", {**GOOD, "problem": "", "then": "save"})
    [kept] = stored()
    page = client.get("/requests/new/")
    assert "You already started Start a weekly review Riverton, EX" in words(page)
    assert f'href="/requests/{kept.number}/edit/"' in page.content.decode()
    colleague = member(riverton, "point-of-contact", "usao").user
    assert "You already started" not in words(client_of(colleague).get("/requests/new/"))
    client.post(f"/requests/{kept.number}/edit/", {**GOOD, "then": "submit", "version": "1"})
    assert "You already started" not in words(client.get("/requests/new/"))


def test_a_request_on_behalf_has_its_own_words(client_of, cora_coordinator, riverton, gun_violence):
    seen = words(client_of(cora_coordinator).get("/requests/new/"))
    assert "Enter a request for a site" in seen
    assert "You, and the site's points of contact." in seen
    assert "Your site's team" not in seen
