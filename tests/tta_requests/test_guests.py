"""Federal colleagues in a conversation: brought in until a day, they read and write it, and nothing else."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, transaction

from foundation.accounts.models import Organization, User
from foundation.accounts.roles import COLLEAGUE
from foundation.calendars import clock
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from tests.factories.accounts import UserFactory
from tests.pages import words
from tta_requests.actions import guests, messages
from tta_requests.errors import NotYours
from tta_requests.models import Entry, Scope, Share

pytestmark = pytest.mark.django_db
CHICAGO = ZoneInfo("America/Chicago")
QUESTION = "Do these guns turn up in your cases?"


@pytest.fixture
def office(db):
    return Organization.objects.create(
        slug="field-office", name="Field Office", role=COLLEAGUE.slug
    )


@pytest.fixture
def fred_of_the_office(office):
    return UserFactory(name="Fred of the Office", organization=office)


@pytest.fixture
def bring_in(act, cora_coordinator, office):
    """The coordinator brings the office into a request's conversation, for ten days."""

    def brought(request, *, by=cora_coordinator, days=10, office=office):
        until = clock.today(CHICAGO) + timedelta(days=days)
        with act(by) as actor:
            return guests.invite(request, office=office, until=until, question=QUESTION, by=actor)

    return brought


def url(request, rest=""):
    return f"/requests/{request.number}/{rest}"


def test_a_colleague_reads_the_problem_and_the_question_answers_and_the_site_reads_it(
    put_in, bring_in, client_of, fred_of_the_office, dana_of_riverton, drain
):
    tta_request = put_in("triage")
    bring_in(tta_request)
    drain()
    colleague = client_of(fred_of_the_office)
    assert url(tta_request) in colleague.get("/my-day/").content.decode()
    page = colleague.get(url(tta_request)).content.decode()
    assert tta_request.problem in page
    assert QUESTION in page
    sent = colleague.post(url(tta_request, "comment/"), {"text": "Two of them, in March."})
    assert sent.status_code == 303
    assert (
        "Two of them, in March."
        in client_of(dana_of_riverton).get(url(tta_request)).content.decode()
    )
    assert "Your input requested" not in colleague.get("/my-day/").content.decode()


def test_an_empty_comment_is_asked_for_again(put_in, bring_in, client_of, fred_of_the_office):
    tta_request = put_in("triage")
    bring_in(tta_request)
    answer = client_of(fred_of_the_office).post(url(tta_request, "comment/"), {"text": " "})
    assert answer.status_code == 422
    assert QUESTION in answer.content.decode()


def test_the_site_sees_who_reads_along_and_until_when(
    put_in, bring_in, client_of, dana_of_riverton
):
    tta_request = put_in("triage")
    with clock.frozen(datetime(2026, 11, 16, 9, tzinfo=CHICAGO)):
        bring_in(tta_request)
        page = client_of(dana_of_riverton).get(url(tta_request)).content.decode()
    assert "Field Office was invited to the conversation until Nov 26" in page
    assert "until Thu Nov 26" in words(page)


def test_who_is_told_of_a_message(
    put_in, bring_in, act, fred_of_the_office, cora_coordinator, drain
):
    tta_request = put_in("triage")
    bring_in(tta_request)
    with act(cora_coordinator) as by:
        messages.post(tta_request, text="For us only.", internal=True, by=by)
    drain()
    with acting_atomic("system:outbox"):
        told = Ledger.objects.filter(recipient=fred_of_the_office)
        assert told.count() == 1


def test_internal_messages_the_scope_and_the_timeline_stay_closed(
    put_in, bring_in, act, client_of, fred_of_the_office, cora_coordinator, riverton
):
    tta_request = put_in("scoping")
    bring_in(tta_request)
    with act(cora_coordinator) as by:
        messages.post(tta_request, text="For us only.", internal=True, by=by)
    page = client_of(fred_of_the_office).get(url(tta_request)).content.decode()
    assert "For us only." not in page
    assert "was invited to the conversation" not in page
    for rest in ("scope/", "history/", "attachments/", "federal/", "colleagues/"):
        assert client_of(fred_of_the_office).get(url(tta_request, rest)).status_code in {403, 404}
    with act(fred_of_the_office):
        assert {entry.kind for entry in Entry.objects.of_request(tta_request.pk)} == {"message"}
        assert not Scope.objects.exists()


def test_the_database_lets_a_colleague_write_shared_messages_only(
    put_in, bring_in, act, fred_of_the_office
):
    tta_request = put_in("triage")
    bring_in(tta_request)
    line = {
        "site_id": tta_request.site_id,
        "request": tta_request,
        "text": "x",
        "author_label": "Fred",
        "created_at": clock.now(),
    }
    with act(fred_of_the_office):
        Entry.objects.create(**line, kind="message")
        for wrong in ({"kind": "decline"}, {"kind": "message", "audience": "internal"}):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Entry.objects.create(**line, **wrong)


def test_after_the_last_day_it_is_not_there_any_more(
    put_in, bring_in, client_of, fred_of_the_office
):
    tta_request = put_in("triage")
    bring_in(tta_request, days=1)
    with clock.shifted(timedelta(days=3)):
        assert client_of(fred_of_the_office).get(url(tta_request)).status_code == 404
        assert (
            tta_request.number not in client_of(fred_of_the_office).get("/my-day/").content.decode()
        )


def test_let_go_it_ends_at_once(put_in, bring_in, client_of, fred_of_the_office, cora_coordinator):
    tta_request = put_in("triage")
    share = bring_in(tta_request)
    desk = client_of(cora_coordinator)
    assert desk.post(url(tta_request, f"colleagues/{share.pk}/let-go/")).status_code == 303
    assert client_of(fred_of_the_office).get(url(tta_request)).status_code == 404
    assert (
        "Field Office no longer has access to the conversation"
        in desk.get(url(tta_request)).content.decode()
    )


def test_a_coordinator_ends_the_access_of_their_own_office(
    put_in, bring_in, client_of, office, cora_coordinator
):
    """Their own access ends by what they do, and it is done."""
    with acting_atomic("system:demo"):
        User.objects.filter(pk=cora_coordinator.pk).update(organization=office)
    tta_request = put_in("triage")
    address = url(tta_request, f"colleagues/{bring_in(tta_request).pk}/let-go/")
    cora_coordinator.refresh_from_db()
    assert client_of(cora_coordinator).post(address).status_code == 303


@pytest.mark.parametrize("ended", ["removed", "over"])
def test_an_office_whose_access_has_ended_hears_of_no_message(
    ended, put_in, bring_in, act, client_of, fred_of_the_office, cora_coordinator, drain
):
    tta_request = put_in("triage")
    last_moment = datetime(
        2026, 11, 26, 23, 59, tzinfo=CHICAGO
    )  # still today in Hawaii, tomorrow in UTC
    with clock.frozen(datetime(2026, 11, 16, 9, tzinfo=CHICAGO)):
        share = bring_in(tta_request)
        drain()

    def said_at(moment):
        with clock.frozen(moment), act(cora_coordinator) as by:
            messages.post(tta_request, text="One more question.", internal=False, by=by)
        with clock.frozen(moment):
            drain()
        with acting_atomic("system:outbox"):
            return Ledger.objects.filter(recipient=fred_of_the_office).count()

    assert said_at(last_moment) == 2
    if ended == "removed":
        with clock.frozen(last_moment), act(cora_coordinator) as by:
            guests.remove(share, by=by)
        assert said_at(last_moment + timedelta(seconds=1)) == 2
    else:
        assert said_at(last_moment + timedelta(minutes=1)) == 2


def test_removed_twice_it_ended_when_it_first_did(put_in, bring_in, act, cora_coordinator, told):
    tta_request = put_in("triage")
    share = bring_in(tta_request)
    with act(cora_coordinator) as by:
        ended = guests.remove(share, by=by).ends_at
    with (
        clock.shifted(timedelta(days=1)),
        act(cora_coordinator) as by,
        pytest.raises(Refused, match="already ended"),
    ):
        guests.remove(share, by=by)
    with acting_atomic("system:demo"):
        assert Share.objects.get(pk=share.pk).ends_at == ended
    assert sum("no longer has access" in line for line in told(tta_request)) == 1


def test_a_federal_item_brings_in_nobody_and_closes_to_who_was_in(
    put_in, bring_in, client_of, fred_of_the_office
):
    tta_request = put_in("triage")
    bring_in(tta_request)
    with acting_atomic("system:demo"):
        tta_request.handling, tta_request.federal_agencies = "federal", ["ATF"]
        tta_request.save(update_fields=["handling", "federal_agencies"])
    assert client_of(fred_of_the_office).get(url(tta_request)).status_code == 404
    with pytest.raises(Refused):
        bring_in(tta_request)


def test_a_request_that_has_ended_is_read_and_not_written_to(
    put_in, bring_in, client_of, fred_of_the_office
):
    tta_request = put_in("triage")
    bring_in(tta_request)
    with acting_atomic("system:demo"):
        tta_request.status = "declined"
        tta_request.save(update_fields=["status"])
    colleague = client_of(fred_of_the_office)
    assert "has ended" in colleague.get(url(tta_request)).content.decode()
    assert colleague.post(url(tta_request, "comment/"), {"text": "Late"}).status_code == 403
    with pytest.raises(Refused):
        bring_in(tta_request)


def test_brought_in_again_it_gets_the_new_day(put_in, bring_in):
    tta_request = put_in("triage")
    first, second = bring_in(tta_request, days=2), bring_in(tta_request, days=9)
    assert second.pk == first.pk
    with acting_atomic("system:demo"):
        assert Share.objects.of_request(tta_request.pk).count() == 1
    assert second.ends_at == datetime.combine(
        clock.today(CHICAGO) + timedelta(days=10), datetime.min.time(), CHICAGO
    )


def test_invited_again_after_its_end_it_has_a_second_stay(put_in, bring_in, act, cora_coordinator):
    tta_request = put_in("triage")
    first = bring_in(tta_request)
    with act(cora_coordinator) as by:
        ended = guests.remove(first, by=by).ends_at
    with clock.shifted(timedelta(minutes=1)):
        second = bring_in(tta_request)
    assert second.pk != first.pk
    with acting_atomic("system:demo"):
        assert Share.objects.get(pk=first.pk).ends_at == ended


def test_one_office_is_removed_and_another_stays(put_in, bring_in, act, cora_coordinator):
    tta_request = put_in("triage")
    first = bring_in(tta_request)
    other = Organization.objects.create(slug="second", name="Second Office", role=COLLEAGUE.slug)
    second = bring_in(tta_request, office=other)
    with act(cora_coordinator) as by:
        guests.remove(first, by=by)
    with acting_atomic("system:demo"):
        live = Share.objects.of_request(tta_request.pk).live(clock.now() + timedelta(seconds=1))
        assert [share.pk for share in live] == [second.pk]


@pytest.mark.parametrize("days", [0, 90])
def test_the_last_day_can_be_today_or_the_last_of_a_quarter(put_in, bring_in, days):
    assert bring_in(put_in("triage"), days=days).ends_at > clock.now()


@pytest.mark.parametrize("days", [-1, 91])
def test_the_last_day_is_within_a_quarter(put_in, bring_in, days):
    with pytest.raises(InvalidInput) as wrong:
        bring_in(put_in("triage"), days=days)
    assert wrong.value.field == "until"


def test_a_provider_is_offered_requests_instead(put_in, best_provider, act, cora_coordinator):
    until = clock.today(CHICAGO) + timedelta(days=9)
    with act(cora_coordinator) as by, pytest.raises(InvalidInput) as wrong:
        guests.invite(
            put_in("triage"), office=best_provider.organization, until=until, question="?", by=by
        )
    assert wrong.value.field == "office"


def test_only_doj_staff_bring_somebody_in(put_in, bring_in, dana_of_riverton, client_of):
    tta_request = put_in("triage")
    with pytest.raises(NotYours):
        bring_in(tta_request, by=dana_of_riverton)
    assert client_of(dana_of_riverton).get(url(tta_request, "colleagues/")).status_code == 403


def test_the_form_offers_offices_and_no_providers(
    put_in, office, best_provider, client_of, cora_coordinator
):
    tta_request = put_in("triage")
    desk = client_of(cora_coordinator)
    page = desk.get(url(tta_request, "colleagues/")).content.decode()
    assert "Field Office" in page
    assert best_provider.organization.name not in page
    wrong = {"office": best_provider.organization.pk, "until": date.max, "question": "Well?"}
    assert desk.post(url(tta_request, "colleagues/"), wrong).status_code == 422
