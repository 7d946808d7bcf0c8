"""The pages of requests, as each role meets them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.pages import words
from tta_requests.actions import messages, offers, triage
from tta_requests.models import Entry, Offer, TTARequest

pytestmark = pytest.mark.django_db

NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "SELECT set_config")
ROLES = (
    "dana_of_riverton",
    "mayor_of_riverton",
    "lee_liaison",
    "champion_of_riverton",
    "atf_of_riverton",
    "advisor_of_riverton",
    "cora_coordinator",
    "mona_manager",
    "ana_analyst",
    "pat_provider",
    "sam_provider",
    "omar_of_lakeside",
    "adam_admin",
)


@pytest.fixture
def offered(sent_by, dana_of_riverton, riverton, best_provider, second_provider, drain):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    return tta_request


@pytest.fixture
def waiting(sent_by, dana_of_riverton, riverton, best_provider, second_provider, drain):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    drain()
    return tta_request


@pytest.fixture
def offer(offered):
    with acting_atomic("system:demo"):
        return Offer.objects.of_request(offered.pk).for_answer().get()


def fresh(request):
    with acting_atomic("system:demo"):
        return TTARequest.objects.select_related("provider__organization").get(pk=request.pk)


def text_of(response) -> str:
    return response.content.decode()


def statements(client, address, **post) -> int:
    with CaptureQueriesContext(connection) as seen:
        response = client.post(address, post) if post else client.get(address)
    assert response.status_code in {200, 303}
    return sum(not q["sql"].startswith(NOT_COUNTED) for q in seen.captured_queries)


@pytest.mark.parametrize(
    ("address", "open_to"),
    [
        ("/requests/{}/", set(ROLES) - {"sam_provider", "omar_of_lakeside", "adam_admin"}),
        ("/requests/{}/recall/", {"cora_coordinator", "mona_manager"}),
        ("/requests/{}/withdraw/", {"dana_of_riverton"}),
    ],
)
@pytest.mark.parametrize("who", ROLES)
def test_who_opens_the_pages_of_a_request(request, client_of, offered, who, address, open_to):
    client = client_of(request.getfixturevalue(who))
    status = client.get(address.format(offered.number)).status_code
    strangers = {"sam_provider": {403, 404}, "omar_of_lakeside": {404, 403}}
    expected = {200} if who in open_to else strangers.get(who, {403})
    assert status in expected


@pytest.mark.parametrize("step", ["acknowledge", "match", "confirm", "recall", "withdraw", "offer"])
def test_a_foreign_request_is_not_there(client_of, offered, omar_of_lakeside, step):
    client = client_of(omar_of_lakeside)
    response = client.post(f"/requests/{offered.number}/{step}/", {"reason": "Mine now"})
    assert response.status_code in {403, 404}
    assert fresh(offered).status == "offered"


def test_a_foreign_point_of_contact_cannot_withdraw(client_of, offered, omar_of_lakeside):
    response = client_of(omar_of_lakeside).post(
        f"/requests/{offered.number}/withdraw/", {"reason": "Mine now"}
    )
    assert response.status_code == 404


def test_the_site_reads_who_has_it_and_what_happens_next(client_of, dana_of_riverton, offered):
    text = words(client_of(dana_of_riverton).get(f"/requests/{offered.number}/"))
    assert "Waiting for Demonstration Provider 1. You don't need to do anything now." in text
    assert (
        "the offer moves to Demonstration Provider 2 automatically, and we'll notify you." in text
    )


def test_the_clock_says_when_and_what_is_skipped(
    client_of, dana_of_riverton, cora_coordinator, riverton, sent_by, best_provider
):
    with clock.frozen(datetime(2026, 11, 25, 16, 0, tzinfo=UTC)):
        tta_request = sent_by(dana_of_riverton, riverton)
        text = text_of(client_of(cora_coordinator).get(f"/requests/{tta_request.number}/"))
    assert "Due Fri Nov 27, 5:00 pm CT" in text
    assert "(6:00 pm your time)" in text
    assert "1 business day; Thanksgiving, Thu Nov 26, skipped" in text


def test_the_ranking_explains_itself_to_the_site(client_of, dana_of_riverton, offered):
    text = text_of(client_of(dana_of_riverton).get(f"/requests/{offered.number}/"))
    assert "Demonstration Provider 1 is first because it is strong in this kind of work." in text
    assert "Weights version 1" in text


def test_executives_do_not_see_the_ranking(client_of, mayor_of_riverton, offered):
    text = text_of(client_of(mayor_of_riverton).get(f"/requests/{offered.number}/"))
    assert "Why this provider" not in text


def test_a_provider_sees_a_few_lines_before_accepting(client_of, pat_provider, offered):
    text = text_of(client_of(pat_provider).get(f"/requests/{offered.number}/"))
    assert offered.title in text
    assert offered.problem not in text
    assert "Demonstration Provider 2" not in text


def test_a_provider_reads_the_whole_request_after_accepting(
    act, client_of, pat_provider, offered, offer
):
    with act(pat_provider) as by:
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
    text = text_of(client_of(pat_provider).get(f"/requests/{offered.number}/"))
    assert offered.problem in text
    assert "Demonstration Provider 2" not in text


def test_internal_messages_are_for_staff(
    act, client_of, cora_coordinator, dana_of_riverton, offered
):
    with act(cora_coordinator) as by:
        messages.post(offered, text="Leadership endorsed it by phone.", internal=True, by=by)
    address = f"/requests/{offered.number}/"
    assert "endorsed it by phone" in text_of(client_of(cora_coordinator).get(address))
    assert "endorsed it by phone" not in text_of(client_of(dana_of_riverton).get(address))


def test_a_point_of_contact_cannot_mark_a_message_internal(client_of, dana_of_riverton, offered):
    client = client_of(dana_of_riverton)
    sent = {"text": "Only for DOJ", "internal": "on"}
    assert client.post(f"/requests/{offered.number}/messages/", sent).status_code == 303
    with acting_atomic("system:demo"):
        assert Entry.objects.get(kind="message").audience == "shared"


def test_an_empty_message_is_refused_in_place(client_of, dana_of_riverton, offered):
    response = client_of(dana_of_riverton).post(
        f"/requests/{offered.number}/messages/", {"text": " "}
    )
    assert response.status_code == 422
    assert "Enter a message." in text_of(response)


def test_the_coordinator_acknowledges_once(client_of, cora_coordinator, waiting):
    client = client_of(cora_coordinator)
    nonce = {"nonce": "a-nonce-of-this-test-1"}
    address = f"/requests/{waiting.number}/acknowledge/"
    assert [client.post(address, nonce).status_code for _ in range(2)] == [303, 303]
    with acting_atomic("system:demo"):
        assert Entry.objects.filter(kind="acknowledge").count() == 1
    assert fresh(waiting).owner_id == cora_coordinator.pk


def test_a_second_acknowledgement_says_why_not(client_of, cora_coordinator, waiting):
    client = client_of(cora_coordinator)
    client.post(f"/requests/{waiting.number}/acknowledge/")
    again = client.post(f"/requests/{waiting.number}/acknowledge/")
    assert again.status_code == 409
    assert "was already acknowledged" in text_of(again)


def test_a_coordinator_offers_with_a_note_to_the_site(
    act, client_of, cora_coordinator, waiting, best_provider
):
    with act(cora_coordinator) as by:
        triage.acknowledge(waiting, by=by)
    sent = {"provider": best_provider.pk, "note": "You hear from them this week."}
    response = client_of(cora_coordinator).post(f"/requests/{waiting.number}/offer/", sent)
    assert response.status_code == 303
    assert fresh(waiting).provider == best_provider
    with acting_atomic("system:demo"):
        assert Entry.objects.get(kind="message").text == "You hear from them this week."


def test_choosing_another_than_the_first_needs_a_reason(
    act, client_of, cora_coordinator, waiting, second_provider
):
    with act(cora_coordinator) as by:
        triage.acknowledge(waiting, by=by)
    client, address = client_of(cora_coordinator), f"/requests/{waiting.number}/offer/"
    refused = client.post(address, {"provider": second_provider.pk, "note": "Typed text stays."})
    assert refused.status_code == 422
    assert "Typed text stays." in text_of(refused)
    sent = {"provider": second_provider.pk, "reason": "They know the prosecutor."}
    assert client.post(address, sent).status_code == 303
    page = text_of(client.get(f"/requests/{waiting.number}/"))
    assert "They know the prosecutor." in page


def test_a_withdrawal_asks_again_and_wants_a_reason(client_of, dana_of_riverton, offered):
    client, address = client_of(dana_of_riverton), f"/requests/{offered.number}/withdraw/"
    assert "You can&#x27;t undo this" in text_of(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Solved by ourselves."}).status_code == 303
    assert fresh(offered).status == "withdrawn"


def test_the_story_on_pages(client_of, pat_provider, cora_coordinator, offered, offer):
    provider, coordinator = client_of(pat_provider), client_of(cora_coordinator)
    page = text_of(provider.get(f"/offers/{offer.pk}/"))
    assert "Can you take this on?" in page
    assert 'name="no_conflict"' in page
    assert "checked" not in page
    refused = provider.post(f"/offers/{offer.pk}/accept/", {"lead_name": "Lee Lead"})
    assert refused.status_code == 422
    assert "Lee Lead" in text_of(refused)
    sent = {"lead_name": "Lee Lead", "no_conflict": "on", "nonce": "a-nonce-of-this-test-2"}
    assert [provider.post(f"/offers/{offer.pk}/accept/", sent).status_code for _ in "12"] == [
        303,
        303,
    ]
    assert "Confirm Demonstration Provider 1" in text_of(
        coordinator.get(f"/requests/{offered.number}/")
    )
    assert coordinator.post(f"/requests/{offered.number}/confirm/").status_code == 303
    assert fresh(offered).status == "scoping"


def test_a_declined_offer_is_closed_to_its_provider(client_of, pat_provider, offered, offer):
    client = client_of(pat_provider)
    sent = {"reason": "We cannot start before March."}
    assert client.post(f"/offers/{offer.pk}/decline/", sent).status_code == 303
    page = client.get(f"/offers/{offer.pk}/")
    assert page.status_code == 200
    assert "Your organization declined it" in text_of(page)
    assert offered.title not in text_of(page)
    assert client.get(f"/requests/{offered.number}/").status_code == 404


def test_another_provider_cannot_see_or_answer_an_offer(client_of, sam_provider, offer):
    client = client_of(sam_provider)
    assert client.get(f"/offers/{offer.pk}/").status_code == 404
    sent = {"lead_name": "Sam", "no_conflict": "on"}
    assert client.post(f"/offers/{offer.pk}/accept/", sent).status_code == 404


def test_a_coordinator_reads_an_offer_but_does_not_answer_it(client_of, cora_coordinator, offer):
    client = client_of(cora_coordinator)
    assert client.get(f"/offers/{offer.pk}/").status_code == 403
    sent = {"lead_name": "Cora", "no_conflict": "on"}
    assert client.post(f"/offers/{offer.pk}/accept/", sent).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("cora_coordinator", 200),
        ("mona_manager", 200),
        ("lee_liaison", 200),
        ("dana_of_riverton", 403),
        ("ana_analyst", 403),
        ("pat_provider", 403),
        ("adam_admin", 403),
    ],
)
def test_who_sits_at_the_triage_desk(request, client_of, who, status):
    assert client_of(request.getfixturevalue(who)).get("/triage/").status_code == status


def test_the_desk_shows_what_waits_and_the_candidates(client_of, cora_coordinator, waiting, act):
    with act(cora_coordinator) as by:
        triage.acknowledge(waiting, by=by)
    text = text_of(client_of(cora_coordinator).get(f"/triage/?r={waiting.number}"))
    assert "1 request needs a decision." in text
    assert "Demonstration Provider 1" in text
    assert "Send the offer" in text


def test_a_liaison_sees_the_own_sites_only(
    client_of, lee_liaison, waiting, sent_by, omar_of_lakeside, lakeside
):
    foreign = sent_by(omar_of_lakeside, lakeside, title="Canary of Lakeside")
    client = client_of(lee_liaison)
    text = text_of(client.get("/triage/"))
    assert waiting.title in text
    assert "Canary of Lakeside" not in text
    there = client.get(f"/triage/?r={foreign.number}")
    assert (there.status_code, there["Location"]) == (302, "/triage/")


def test_the_desk_answers_htmx_with_the_desk_alone(client_of, cora_coordinator, waiting):
    response = client_of(cora_coordinator).get(
        f"/triage/?r={waiting.number}", headers={"HX-Request": "true"}
    )
    assert "<html" not in text_of(response)
    assert "psp-desk" in text_of(response)


def test_the_list_page_stays_below_its_ceiling(
    client_of, dana_of_riverton, cora_coordinator, riverton, act, draft_of
):
    for who, most in ((dana_of_riverton, 6), (cora_coordinator, 5)):
        client = client_of(who)
        client.get("/requests/")
        few = statements(client, "/requests/")
        draft_of(dana_of_riverton, riverton)
        # A site's person is also asked for the sites that may still ask for help.
        assert few == statements(client, "/requests/") <= most
        assert statements(client, "/requests/?status=draft&area=gun-violence&q=Start") <= most


@pytest.mark.parametrize("number", [10, 1000])
def test_the_request_page_stays_below_its_ceiling(
    client_of, dana_of_riverton, offered, rows, number
):
    rows(number)
    client = client_of(dana_of_riverton)
    client.get(f"/requests/{offered.number}/")
    # One of them finds the resources that may help.
    assert statements(client, f"/requests/{offered.number}/") <= 9


@pytest.mark.parametrize("number", [10, 1000])
def test_a_submission_stays_below_its_ceiling(
    client_of, dana_of_riverton, riverton, draft_of, rows, number
):
    rows(number)
    kept = draft_of(dana_of_riverton, riverton)
    client = client_of(dana_of_riverton)
    client.get("/requests/")
    nonce = "a-nonce-of-this-test-3"
    assert statements(client, f"/requests/{kept.number}/submit/", nonce=nonce) <= 14


def test_a_provider_writes_once_it_works_on_a_request(
    act, client_of, pat_provider, dana_of_riverton, offered, offer
):
    client, address = client_of(pat_provider), f"/requests/{offered.number}/messages/"
    assert client.post(address, {"text": "Too early"}).status_code == 403
    with act(pat_provider) as by:
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
    assert client.post(address, {"text": "We call on Monday."}).status_code == 303
    page = client_of(dana_of_riverton).get(f"/requests/{offered.number}/")
    assert "We call on Monday." in text_of(page)
    assert "Too early" not in text_of(page)


def test_a_provider_lists_what_is_shared_with_it_in_a_few_words(
    client_of, pat_provider, offered, sent_by, dana_of_riverton, riverton
):
    other = sent_by(dana_of_riverton, riverton, title="Canary of Riverton")
    text = text_of(client_of(pat_provider).get("/requests/"))
    assert offered.number in text
    assert other.number not in text
    assert "Who has it" not in text


def test_the_desk_of_the_liaison_shows_candidates_without_a_choice(client_of, lee_liaison, waiting):
    text = text_of(client_of(lee_liaison).get(f"/triage/?r={waiting.number}"))
    assert "Demonstration Provider 1" in text
    assert "Send the offer" not in text
    assert "Acknowledge" in text


def test_a_step_leads_back_to_the_desk_but_nowhere_else(client_of, cora_coordinator, waiting):
    client = client_of(cora_coordinator)
    address = f"/requests/{waiting.number}/acknowledge/"
    assert client.post(address, {"next": "//evil.example"})["Location"] == (
        f"/requests/{waiting.number}/"
    )
    desk = f"/triage/?r={waiting.number}"
    answer = client.post(f"/requests/{waiting.number}/match/", {"next": desk})
    assert answer["Location"] == desk


def test_the_ways_of_the_portal_are_posts(client_of, cora_coordinator, waiting):
    client = client_of(cora_coordinator)
    for step in ("acknowledge", "match", "confirm"):
        assert client.get(f"/requests/{waiting.number}/{step}/").status_code == 405


@pytest.mark.parametrize("number", ["PSP-2026-9999", "PSP-2026-%00", "nonsense", "PSP-2026-0001x"])
def test_a_number_that_is_none_is_not_found(client_of, cora_coordinator, number):
    assert client_of(cora_coordinator).get(f"/requests/{number}/").status_code == 404
