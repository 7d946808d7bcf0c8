"""The request's page, the question and its answer: what a reader said went wrong."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import messages, pauses, triage
from tta_requests.enums import Status
from tta_requests.models import Letter, Offer, Provider, TTARequest

pytestmark = pytest.mark.django_db

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago
WEDNESDAY_10 = MONDAY_10 + timedelta(days=2)


@pytest.fixture
def acknowledged(sent_by, dana_of_riverton, riverton, cora_coordinator, act):
    with clock.frozen(MONDAY_10):
        sent = sent_by(dana_of_riverton, riverton)
        with act(cora_coordinator) as by:
            return triage.acknowledge(sent, by=by)


@pytest.fixture
def questioned(acknowledged, act, cora_coordinator):
    with clock.frozen(MONDAY_10 + timedelta(hours=1)), act(cora_coordinator) as by:
        return pauses.ask(acknowledged, reasons=["dates-missing"], text="Which dates?", by=by)


@pytest.fixture
def offered(sent_by, dana_of_riverton, riverton, lee_liaison, best_provider, drain):
    tta_request = sent_by(dana_of_riverton, riverton, delivery_mode="on-site")
    drain()
    return tta_request


@pytest.fixture
def offer(offered):
    with acting_atomic("system:demo"):
        return Offer.objects.of_request(offered.pk).for_answer().get()


def text_of(response):
    return html.unescape(response.content.decode())


def source(client, tta_request):
    return client.get(f"/requests/{tta_request.number}/").content.decode()


@pytest.mark.parametrize("status", ["triage", "in-delivery", "delivered"])
def test_i_read_what_we_want_three_times_on_one_page(
    status, put_in, client_of, dana_of_riverton, fresh
):
    tta_request = put_in(status)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=tta_request.pk).update(desired_change="A list for us all.")
    tta_request = fresh(tta_request)
    shown = source(client_of(dana_of_riverton), tta_request)
    assert shown.count(tta_request.desired_change) == 1
    assert len(re.findall(r"<dt[^>]*>\s*Kind", shown)) == 1


def test_i_scrolled_past_all_the_paperwork_to_reach_the_conversation(
    put_in, client_of, cora_coordinator
):
    shown = source(client_of(cora_coordinator), put_in("in-delivery"))
    order = ["psp-next", 'id="conversation"', 'id="agreed"', 'id="work"']
    assert [shown.index(part) for part in order] == sorted(shown.index(part) for part in order)


def test_my_phone_showed_me_a_form_to_confirm_and_hid_what_was_agreed(
    put_in, client_of, dana_of_riverton, pat_provider
):
    tta_request = put_in("delivered")
    hers = source(client_of(dana_of_riverton), tta_request)
    assert re.search(r'<section class="psp-panel"\s+id="agreed"', hers)
    his = source(client_of(pat_provider), tta_request)
    assert not re.search(r'<section class="psp-panel"\s+id="agreed"', his)
    assert 'id="agreed"' in his


def test_i_had_to_choose_a_reason_that_was_not_mine_to_ask_my_question(
    acknowledged, client_of, cora_coordinator, act, fresh
):
    with clock.frozen(MONDAY_10 + timedelta(hours=1)):
        answer = client_of(cora_coordinator).post(
            f"/requests/{acknowledged.number}/ask/", {"text": "Is the chief in favor?"}
        )
    assert answer.status_code == 303
    assert fresh(acknowledged).status == Status.NEEDS_INFORMATION
    with act(cora_coordinator):
        letter = Letter.objects.last_of(acknowledged.pk)
    assert (letter.text, letter.reasons) == ("Is the chief in favor?", ["other"])


def test_nothing_at_all_was_sent_to_the_site_as_a_question(
    acknowledged, client_of, cora_coordinator, fresh
):
    answer = client_of(cora_coordinator).post(f"/requests/{acknowledged.number}/ask/", {"text": ""})
    assert answer.status_code == 422
    assert "Write your question, or choose at least one reason." in text_of(answer)
    assert fresh(acknowledged).status == Status.TRIAGE


@pytest.mark.parametrize("step", ["ask", "decline"])
def test_the_draft_i_asked_for_was_shown_as_my_mistake(
    step, acknowledged, client_of, cora_coordinator, fresh
):
    reasons = {"ask": ["dates-missing"], "decline": ["outside-tta"]}[step]
    form = {"reasons": reasons, "text": "", "alternatives": "Call the state office."}
    drafted = client_of(cora_coordinator).post(f"/requests/{acknowledged.number}/{step}/", form)
    assert drafted.status_code == 200
    assert "Here's a draft of the message." in text_of(drafted)
    assert "usa-error-message" not in drafted.content.decode()
    shown = drafted.context["form"]
    assert shown["text"].value()
    assert shown["reasons"].value() == reasons
    if step == "decline":
        assert shown["alternatives"].value() == "Call the state office."
    assert fresh(acknowledged).status == Status.TRIAGE


def test_the_page_asked_me_to_answer_and_did_not_say_what(questioned, client_of, dana_of_riverton):
    page = client_of(dana_of_riverton).get(f"/requests/{questioned.number}/answer/")
    assert "Which dates?" in text_of(page)


def test_i_answered_and_was_not_told_what_that_did_to_our_date(
    questioned, client_of, dana_of_riverton
):
    with clock.frozen(WEDNESDAY_10):
        client = client_of(dana_of_riverton)
        sent = client.post(f"/requests/{questioned.number}/answer/", {"reason": "February."})
        told = text_of(client.get(sent["Location"]))
    assert "Triage decision is now due Fri Dec 4, 5:00 pm CT." in told
    with clock.frozen(WEDNESDAY_10 + timedelta(hours=2)):
        later = text_of(client_of(dana_of_riverton).get(f"/requests/{questioned.number}/"))
    assert (
        "The site answered Wed Dec 2, 10:00 am CT. Triage decision is now due Fri Dec 4, 5:00 pm CT."
        in later
    )


def test_a_page_of_a_request_that_nobody_asked_about_spoke_of_an_answer(
    acknowledged, client_of, dana_of_riverton
):
    with clock.frozen(WEDNESDAY_10):
        shown = text_of(client_of(dana_of_riverton).get(f"/requests/{acknowledged.number}/"))
    assert "The site answered" not in shown


def test_we_had_to_accept_before_we_knew_the_problem_the_hours_and_the_liaison(
    offered, offer, lee_liaison, pat_provider, best_provider, client_of
):
    shown = text_of(client_of(pat_provider).get(f"/offers/{offer.pk}/"))
    assert offered.problem in shown
    asked = text_of(client_of(offered.requester).get("/requests/new/"))
    assert "Before they accept, providers see the problem, what should change" in " ".join(
        asked.split()
    )
    assert "About 60 hours" in shown
    assert lee_liaison.name in shown
    assert "Visits" in shown


def test_the_offer_said_two_numbers_for_our_load(
    offered, offer, pat_provider, best_provider, client_of
):
    with acting_atomic("system:demo"):
        held = Provider.objects.get(pk=best_provider.pk)
    client = client_of(pat_provider)
    shown = text_of(client.get(f"/offers/{offer.pk}/"))
    assert re.findall(r"\d+ of \d+ in use", shown) == [
        f"{held.places_held} of {held.places} in use"
    ]
    assert f"{held.places_held} of {held.places} in use" in text_of(client.get("/provider/"))


def test_an_offer_that_expired_still_showed_us_the_problem(offered, offer, pat_provider, client_of):
    with clock.frozen(offer.due_at + timedelta(minutes=1)):
        answer = client_of(pat_provider).get(f"/offers/{offer.pk}/")
    assert offered.problem not in text_of(answer)


def test_a_requests_page_tells_the_sites_time_only(questioned, client_of, cora_coordinator, act):
    """The coordinator reads in New York; the site is in Chicago (ADR 107)."""
    with act(cora_coordinator) as by, clock.frozen(WEDNESDAY_10):
        messages.post(questioned, text="We'll call at noon.", by=by)
    client = client_of(cora_coordinator)
    for page in ("", "history/"):
        shown = text_of(client.get(f"/requests/{questioned.number}/{page}"))
        told = re.findall(r"\d:\d\d [ap]m (\w+)(?! time)", shown)
        assert set(told) == {"CT"}, page
