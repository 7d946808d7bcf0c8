"""The desk: who has a request, flags, one act on several, taking it back, walking through a result."""

import re
from urllib.parse import unquote

import pytest
from django.core import signing

from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from tests.factories.accounts import UserFactory
from tests.pages import words
from tta_requests.actions import bulk, coordinators, triage
from tta_requests.enums import Status
from tta_requests.errors import NotYours
from tta_requests.models import Entry, TTARequest
from tta_requests.views.coordinators import UNDO_SALT

pytestmark = pytest.mark.django_db
LETTER = {"text": "We cannot help with this.", "alternatives": "The state's grant is open."}


@pytest.fixture
def ten(put_in):
    return [put_in("triage") for _ in range(10)]


@pytest.fixture
def chosen(client_of, cora_coordinator):
    """The page of several requests; its signed selection."""

    def choose(*requests):
        page = client_of(cora_coordinator).get(
            "/triage/together/", {"n": [r.number for r in requests]}
        )
        return page, page.context["shown"]

    return choose


def told(kind):
    with acting_atomic("system:outbox"):
        return set(Ledger.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_a_hard_one_is_brought_to_a_manager_who_is_told(
    put_in, client_of, cora_coordinator, mona_manager, dana_of_riverton, fresh, drain
):
    tta_request = put_in("triage")
    form = {"to": mona_manager.pk, "note": "The chief has called twice."}
    client = client_of(cora_coordinator)
    assert client.post(f"/requests/{tta_request.number}/give/", form).status_code == 303
    assert fresh(tta_request).owner_id == mona_manager.pk
    drain()
    assert told("given") == {mona_manager.pk}
    assert "called twice" in client.get(f"/requests/{tta_request.number}/").content.decode()
    page = client_of(dana_of_riverton).get(f"/requests/{tta_request.number}/").content.decode()
    assert "called twice" not in page


def test_handed_over_twice_before_anybody_is_told_the_last_one_hears_of_it_once(
    put_in, act, cora_coordinator, mona_manager, drain
):
    tta_request, other = put_in("triage"), UserFactory(staff_role="tta-coordinator")
    with act(cora_coordinator) as by:
        for to in (mona_manager, other, mona_manager):
            coordinators.reassign(tta_request, to=to.pk, note="", by=by)
    drain()
    with acting_atomic("system:outbox"):
        rows = Ledger.objects.filter(kind="given").values_list("recipient_id", flat=True)
        assert list(rows) == [mona_manager.pk]


def test_taking_it_oneself_tells_nobody(put_in, act, cora_coordinator, drain):
    with act(cora_coordinator) as by:
        coordinators.reassign(put_in("triage"), to=cora_coordinator.pk, note="", by=by)
    drain()
    assert told("given") == set()


def test_only_the_desk_has_requests(put_in, act, cora_coordinator, lee_liaison, ana_analyst):
    tta_request = put_in("triage")
    for stranger in (lee_liaison, ana_analyst):
        with (
            act(cora_coordinator) as by,
            pytest.raises(InvalidInput, match="coordinator or Program"),
        ):
            coordinators.reassign(tta_request, to=stranger.pk, note="", by=by)
    with act(lee_liaison) as by, pytest.raises(NotYours):
        coordinators.reassign(tta_request, to=cora_coordinator.pk, note="", by=by)


def test_what_has_ended_is_given_to_nobody(put_in, act, cora_coordinator, mona_manager):
    with act(cora_coordinator) as by, pytest.raises(Refused, match="has ended"):
        coordinators.reassign(put_in("closed"), to=mona_manager.pk, note="", by=by)


def test_a_flag_is_seen_on_the_desk_by_staff_only(
    put_in, client_of, cora_coordinator, standards, dana_of_riverton, sent_by, riverton
):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    client = client_of(cora_coordinator)
    address = f"/requests/{tta_request.number}/flag/"
    for text in ("", "Call the chief first", "Call the chief first"):
        client.post(address, {"text": text})
    with acting_atomic("system:outbox"):
        said = Entry.objects.filter(request=tta_request, kind="flag").values_list("text", flat=True)
        assert list(said) == ["Flag set: Call the chief first"]
    assert "Call the chief first" in client.get("/triage/").content.decode()
    for address in (
        "/requests/",
        f"/requests/{tta_request.number}/",
        f"/requests/{tta_request.number}/history/",
    ):
        page = client_of(dana_of_riverton).get(address).content.decode()
        assert "Call the chief first" not in page


def test_the_desk_shows_ones_own_and_nobodys(
    client_of, act, cora_coordinator, mona_manager, sent_by, dana_of_riverton, riverton
):
    mine = sent_by(dana_of_riverton, riverton, urgency="routine", title="Mine")
    sent_by(dana_of_riverton, riverton, urgency="routine", title="Free")
    with act(cora_coordinator) as by:
        coordinators.reassign(mine, to=cora_coordinator.pk, note="", by=by)
    client = client_of(cora_coordinator)
    queue = {
        kind: client.get(f"/triage/?show={kind}").context["shown"].rows
        for kind in ("mine", "nobodys")
    }
    assert [row.tta_request.title for row in queue["mine"]] == ["Mine"]
    assert [row.tta_request.title for row in queue["nobodys"]] == ["Free"]


def test_ticks_stay_while_another_request_is_opened(
    client_of, cora_coordinator, sent_by, dana_of_riverton, riverton
):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    page = client_of(cora_coordinator).get(f"/triage/?n={tta_request.number}").content.decode()
    assert re.search(rf'value="{tta_request.number}"[^>]* checked', page)


def test_several_are_given_away_at_once(
    ten, chosen, client_of, cora_coordinator, mona_manager, fresh
):
    page, shown = chosen(*ten)
    assert "10 requests selected" in words(page)
    form = {"act": "give", "shown": shown, "to": mona_manager.pk, "note": "Please take these."}
    answer = client_of(cora_coordinator).post("/triage/together/", form)
    assert answer.status_code == 303
    assert {fresh(each).owner_id for each in ten} == {mona_manager.pk}


def test_what_changed_since_it_was_shown_is_left_out_and_named(
    ten, chosen, client_of, act, cora_coordinator, mona_manager, fresh
):
    _, shown = chosen(*ten[:3])
    with act(mona_manager) as by:
        coordinators.reassign(ten[0], to=mona_manager.pk, note="", by=by)
    with acting_atomic("system:demo"):
        TTARequest.objects.numbered(ten[1].number).update(status=Status.MATCHING)
        TTARequest.objects.numbered(ten[1].number).update(
            status=Status.ON_HOLD, returns_to="matching"
        )
    form = {"act": "give", "shown": shown, "to": cora_coordinator.pk, "note": ""}
    client = client_of(cora_coordinator)
    page = words(client.get(client.post("/triage/together/", form)["Location"]))
    assert "1 request reassigned." in page
    assert f"{ten[0].number}: changed after you opened this page" in page
    assert f"{ten[1].number}: no longer needs triage" in page
    assert fresh(ten[0]).owner_id == mona_manager.pk
    assert fresh(ten[2]).owner_id == cora_coordinator.pk


def test_nothing_that_was_not_shown_is_acted_on(
    ten, client_of, cora_coordinator, mona_manager, fresh
):
    form = {"act": "give", "to": mona_manager.pk, "note": "", "n": [each.number for each in ten]}
    client = client_of(cora_coordinator)
    for shown in ("", "made-up", signing.dumps({ten[0].number: 1}, salt="another page")):
        assert client.post("/triage/together/", form | {"shown": shown}).status_code == 409
    assert {fresh(each).owner_id for each in ten} == {None}


def test_several_are_declined_with_one_letter(ten, chosen, client_of, cora_coordinator, fresh):
    _, shown = chosen(*ten[:2])
    form = {"act": "decline", "shown": shown, "reasons": ["outside-tta"], **LETTER}
    answer = client_of(cora_coordinator).post("/triage/together/", form)
    assert answer.status_code == 303
    assert [fresh(each).status for each in ten[:3]] == ["declined", "declined", "triage"]


def test_a_letter_without_a_reason_declines_nothing_and_stays_typed(
    ten, chosen, client_of, cora_coordinator, fresh
):
    _, shown = chosen(*ten[:2])
    form = {"act": "decline", "shown": shown, **LETTER}
    answer = client_of(cora_coordinator).post("/triage/together/", form)
    assert answer.status_code == 422
    assert "We cannot help with this." in answer.content.decode()
    assert fresh(ten[0]).status == Status.TRIAGE


def test_what_a_provider_has_is_not_declined_with_the_others(
    put_in, chosen, client_of, cora_coordinator, fresh
):
    taken, free = put_in("accepted"), put_in("triage")
    _, shown = chosen(taken, free)
    form = {"act": "decline", "shown": shown, "reasons": ["outside-tta"], **LETTER}
    client = client_of(cora_coordinator)
    page = client.get(client.post("/triage/together/", form)["Location"]).content.decode()
    assert "1 request declined." in page
    assert taken.number in page
    assert [fresh(taken).status, fresh(free).status] == ["accepted", "declined"]


@pytest.mark.parametrize("kind", ["give", "decline"])
def test_it_is_taken_back_with_one_click(
    kind, ten, chosen, client_of, cora_coordinator, mona_manager, fresh
):
    _, shown = chosen(*ten[:2])
    form = {"act": kind, "shown": shown, "reasons": ["outside-tta"], **LETTER}
    client = client_of(cora_coordinator)
    answer = client.post("/triage/together/", form | {"to": mona_manager.pk, "note": ""})
    token = unquote(answer["Location"].partition("undo=")[2])
    assert "Undo" in client.get(answer["Location"]).content.decode() or kind == "decline"
    assert client.post("/triage/together/undo/", {"undo": token}).status_code == 303
    assert [(fresh(each).status, fresh(each).owner_id) for each in ten[:2]] == [
        ("triage", None)
    ] * 2


def test_what_went_on_since_is_not_taken_back(
    ten, chosen, client_of, act, cora_coordinator, mona_manager, fresh
):
    _, shown = chosen(ten[0])
    form = {"act": "give", "shown": shown, "to": mona_manager.pk, "note": ""}
    client = client_of(cora_coordinator)
    token = unquote(client.post("/triage/together/", form)["Location"].partition("undo=")[2])
    with act(mona_manager) as by:
        coordinators.reassign(ten[0], to=cora_coordinator.pk, note="Yours again", by=by)
    client.post("/triage/together/undo/", {"undo": token})
    assert fresh(ten[0]).owner_id == cora_coordinator.pk


def test_an_old_undo_undoes_nothing(client_of, cora_coordinator, monkeypatch):
    token = signing.dumps({"done": {}, "versions": {}}, salt=UNDO_SALT)
    monkeypatch.setattr("tta_requests.views.coordinators.UNDO_LASTS", -1)
    answer = client_of(cora_coordinator).post("/triage/together/undo/", {"undo": token})
    assert answer.status_code == 409


def test_another_sites_requests_are_no_part_of_a_liaisons_selection(ten, client_of, lee_liaison):
    assert client_of(lee_liaison).get("/triage/together/").status_code == 403


def test_a_request_twice_in_a_selection_is_acted_on_once(ten, act, cora_coordinator, mona_manager):
    with act(cora_coordinator) as by:
        shown = {ten[0].number: ten[0].version}
        done = bulk.reassign_all(shown, to=mona_manager.pk, note="", by=by)
        again = bulk.reassign_all(shown, to=mona_manager.pk, note="", by=by)
    assert (list(done.done), again.left) == ([ten[0].number], {ten[0].number: bulk.CHANGED})


def test_next_and_previous_walk_through_the_result(client_of, dana_of_riverton, rows):
    rows(5)
    client = client_of(dana_of_riverton)
    page = client.get("/requests/?status=triage").content.decode()
    links = re.findall(r'href="(/requests/PSP-2020-\d+/\?list=status%3Dtriage)"', page)
    assert len(links) == 5
    here = client.get(links[0]).content.decode()
    assert "Next in this list" in here
    walked, at = [links[0]], links[0]
    while "?list=" in at:
        number = at.split("/")[2]
        at = client.get(f"/requests/{number}/beside/?way=next&list=status%3Dtriage")["Location"]
        walked.append(at)
    assert walked == [*links, "/requests/?status=triage"]
    back = client.get(
        f"/requests/{links[1].split('/')[2]}/beside/?way=previous&list=status%3Dtriage"
    )
    assert back["Location"] == links[0]


def test_outside_a_result_there_is_no_next(client_of, dana_of_riverton, rows):
    [number] = rows(1)
    page = client_of(dana_of_riverton).get(f"/requests/{number}/").content.decode()
    assert "Next in this list" not in page


def test_several_are_acknowledged_at_once_and_those_already_read_are_named(
    sent_by, dana_of_riverton, riverton, chosen, client_of, act, cora_coordinator, fresh, drain
):
    sent = [sent_by(dana_of_riverton, riverton, urgency="routine") for _ in range(4)]
    with act(cora_coordinator) as by:
        triage.acknowledge(sent[0], by=by)
    page, shown = chosen(*sent)
    assert "3 requests of 4 aren't acknowledged yet." in words(page)
    assert "Acknowledge 3 requests" in words(page)
    with act(cora_coordinator) as by:
        triage.acknowledge(sent[1], by=by)
    client = client_of(cora_coordinator)
    answer = client.post("/triage/together/", {"act": "acknowledge", "shown": shown})
    assert answer["Location"] == "/triage/"  # the site was told: there is nothing to undo
    said = words(client.get("/triage/"))
    assert "2 requests acknowledged." in said
    assert f"{sent[0].number}: This request was already acknowledged" in said
    assert f"{sent[1].number}: changed after you opened this page" in said
    now = [fresh(each) for each in sent]
    assert all(each.acknowledged_at for each in now)
    assert {each.owner_id for each in now} == {cora_coordinator.pk}
    drain()
    with acting_atomic("system:demo"):
        kept = Entry.objects.filter(kind="acknowledge", request__in=sent)
        assert kept.count() == len(sent)


def test_of_what_is_read_nothing_is_left_to_acknowledge(
    ten, client_of, act, cora_coordinator, chosen
):
    for one in ten[:2]:
        with act(cora_coordinator) as by:
            triage.acknowledge(one, by=by)
    page, shown = chosen(*ten[:2])
    assert "Acknowledge" not in words(page)
    client = client_of(cora_coordinator)
    client.post("/triage/together/", {"act": "acknowledge", "shown": shown})
    assert "0 requests acknowledged. Skipped:" in words(client.get("/triage/"))


def test_the_bar_says_how_many_are_selected(
    client_of, cora_coordinator, sent_by, dana_of_riverton, riverton
):
    sent = [sent_by(dana_of_riverton, riverton, urgency="routine") for _ in range(3)]
    page = client_of(cora_coordinator).get("/triage/", {"n": [each.number for each in sent[:2]]})
    assert "2 selected" in words(page)
