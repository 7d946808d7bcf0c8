"""Commitments, hours, links, the handling mark, and drafts written on a site's behalf."""

from contextlib import nullcontext
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotFound, Refused, StaleEdit
from sites.enums import FederalAgency, Handling
from tests.factories.accounts import UserFactory
from tests.pages import words
from tta_requests.actions import commitments, declines, drafts, handling, notifications
from tta_requests.errors import HoursCorrected, NotYours
from tta_requests.models import Entry, HoursEntry, ReasonCode, TTARequest
from tta_requests.querysets import requests

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(put_in, act, pat_provider):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        return commitments.add(
            tta_request,
            kind=CommitmentKind.DELIVERABLE,
            text="Written findings",
            owed_by=Party.PROVIDER,
            due_on=clock.today("America/Chicago") + timedelta(days=7),
            by=by,
        )


def log(request, by, hours, **more):
    values = {"worked_on": clock.today("America/Chicago"), "what": "Met the analysts"} | more
    return commitments.log_hours(request, spent=timedelta(hours=hours), by=by, **values)


def test_who_promises_for_the_own_side_owns_it(promised, pat_provider):
    assert promised.owner == pat_provider


@pytest.mark.parametrize("writes", ["lee_liaison", "dana_of_riverton", "cora_coordinator"])
def test_what_the_liaison_owes_is_theirs_whoever_writes_it_down(
    request, put_in, act, lee_liaison, writes
):
    tta_request = put_in("in-delivery")
    with act(request.getfixturevalue(writes)) as by:
        made = commitments.add(
            tta_request,
            kind=CommitmentKind.COMMITMENT,
            text="Introduce the trainers",
            owed_by=Party.LIAISON,
            due_on=clock.today("America/Chicago"),
            by=by,
        )
    assert made.owner_id == lee_liaison.pk


def test_the_site_marks_a_commitment_as_done(promised, act, dana_of_riverton, client_of):
    answer = client_of(dana_of_riverton).post(f"/commitments/{promised.pk}/done/")
    assert answer.status_code == 303
    with acting_atomic("system:demo"):
        assert Commitment.objects.get(pk=promised.pk).done_by == dana_of_riverton


def test_a_commitment_is_done_once(promised, act, dana_of_riverton):
    with act(dana_of_riverton) as by:
        commitments.complete(promised, by=by)
        with pytest.raises(Refused, match="already marked this commitment as done"):
            commitments.complete(promised, by=by)


def test_a_commitment_in_error_is_canceled_by_who_takes_part(
    promised, act, client_of, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    number = promised.request.number
    page = f"/requests/{number}/commitments/{promised.pk}/cancel/"
    dana = client_of(dana_of_riverton)
    assert client_of(omar_of_lakeside).get(page).status_code == 404
    assert client_of(mayor_of_riverton).get(page).status_code == 403
    assert page in dana.get(f"/requests/{number}/").text
    assert "Enter a reason." in words(dana.post(page, {"reason": "", "version": "1"}))
    late = dana.post(page, {"reason": "Twice.", "version": "0"})
    assert late.status_code == 409
    assert "Someone else changed this" in words(late)
    done = dana.post(page, {"reason": "Twice.", "version": "1"}, follow=True)
    assert "Commitment canceled." in words(done)
    assert "Canceled. Twice." in words(done)
    assert "Deliverable canceled: Written findings" in words(done)
    assert "“Twice.”" in words(done)
    assert page not in done.text
    with acting_atomic("system:demo"):
        assert Commitment.objects.get(pk=promised.pk).version == 2
    assert dana.get(page).status_code == 409
    with act(dana_of_riverton) as by, pytest.raises(Refused, match="was canceled"):
        commitments.complete(promised, by=by)


def test_the_owner_of_a_canceled_commitment_is_led_to_its_request(
    promised, act, dana_of_riverton, pat_provider, drain
):
    with act(dana_of_riverton) as by:
        commitments.cancel(promised, reason="Twice.", by=by)
    drain()
    with acting_atomic("system:outbox"):
        entry = Ledger.objects.get(kind="commitment-canceled")
        notice = Notification.objects.get(entry=entry)
    assert entry.recipient_id == pat_provider.pk
    assert notice.url == f"/requests/{promised.request.number}/#work"
    assert notice.title.startswith(f"{promised.request.number}: ")


def test_a_canceled_commitment_stays_so_when_the_request_gets_a_second_look(
    put_in, act, cora_coordinator, dana_of_riverton
):
    tta_request, day = put_in("triage"), clock.today("America/Chicago") + timedelta(days=7)
    more = {"kind": CommitmentKind.COMMITMENT, "owed_by": Party.DOJ, "due_on": day}
    with acting_atomic("system:reference"):
        ReasonCode.objects.get_or_create(
            slug="outside-tta",
            defaults={"step": "decline", "label": "Outside TTA", "text": "It is."},
        )
    with act(cora_coordinator) as by:
        wrong = commitments.add(tta_request, text="Wrong", **more, by=by)
        right = commitments.add(tta_request, text="Right", **more, by=by)
    for refusal, values in (
        (InvalidInput, {"reason": " "}),
        (StaleEdit, {"reason": "Twice.", "version": 0}),
    ):
        with act(cora_coordinator) as by, pytest.raises(refusal):
            commitments.cancel(wrong, **values, by=by)
    with act(cora_coordinator) as by:
        commitments.cancel(wrong, reason="Twice.", version=1, by=by)
        declines.decline(
            tta_request, reasons=["outside-tta"], text="No.", alternatives="See.", by=by
        )
    with act(cora_coordinator) as by, pytest.raises(Refused, match="closed with its request"):
        commitments.cancel(right, reason="Twice.", by=by)
    with act(dana_of_riverton) as by:
        declines.reopen(tta_request, reason="Look again.", by=by)
    with acting_atomic("system:demo"):
        assert Commitment.objects.get(pk=right.pk).is_open
        assert not Commitment.objects.get(pk=wrong.pk).is_open


def test_another_site_finds_no_commitment(promised, client_of, omar_of_lakeside):
    assert client_of(omar_of_lakeside).post(f"/commitments/{promised.pk}/done/").status_code == 404


def test_hours_add_up_on_the_page(put_in, act, pat_provider, client_of, dana_of_riverton):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        log(tta_request, by, 6.5)
        log(tta_request, by, 1)
    page = client_of(dana_of_riverton).get(f"/requests/{tta_request.number}/").content.decode()
    assert "7.5 of 40 hours" in page


def test_a_day_has_24_hours(put_in, act, pat_provider):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        log(tta_request, by, 20)
        with pytest.raises(InvalidInput, match="You have entered 20 hours for that day"):
            log(tta_request, by, 4.5)


def test_no_hours_are_older_than_the_request(put_in, client_of, pat_provider):
    tta_request = put_in("in-delivery")
    submitted = tta_request.submitted_at.astimezone(ZoneInfo("America/Chicago")).date()
    form = {"worked_on": submitted - timedelta(days=1), "spent": "2", "what": "Met"}
    client, address = client_of(pat_provider), f"/requests/{tta_request.number}/hours/"
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "when the request was submitted" in refused.content.decode()
    assert client.post(address, form | {"worked_on": submitted}).status_code == 303


def test_only_the_provider_writes_hours(put_in, act, dana_of_riverton, sam_provider):
    tta_request = put_in("in-delivery")
    for person in (dana_of_riverton, sam_provider):
        with act(person) as by, pytest.raises(NotYours):
            log(tta_request, by, 1)


def test_hours_that_were_logged_wrong_are_corrected_and_stay_readable(
    put_in, act, pat_provider, client_of, dana_of_riverton, sam_provider, omar_of_lakeside
):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        wrong = log(tta_request, by, 6.5)
        log(tta_request, by, 1)
    all_hours = f"/requests/{tta_request.number}/hours/"
    page = f"{all_hours}{wrong.pk}/correct/"
    pat, dana = client_of(pat_provider), client_of(dana_of_riverton)
    assert page in pat.get(all_hours).text
    assert page not in dana.get(all_hours).text
    assert dana.get(page).status_code == 403
    assert client_of(sam_provider).get(page).status_code == 404
    assert client_of(omar_of_lakeside).get(page).status_code == 404
    day = f"{wrong.worked_on:%m/%d/%Y}"
    right = {"worked_on": day, "spent": "2.5", "what": "Met the chief", "reason": "Typed wrong."}
    assert "Enter a reason." in words(pat.post(page, right | {"reason": ""}))
    same = right | {"spent": "6.5", "what": wrong.what}
    assert "Nothing differs" in words(pat.post(page, same))
    assert "A day can't have more than 24." in words(pat.post(page, right | {"spent": "23.5"}))
    assert pat.post(page, right)["Location"] == all_hours
    assert pat.get(page).status_code == 409
    assert "already corrected" in words(pat.post(page, right | {"spent": "3"}))
    shown = words(dana.get(all_hours))
    assert "3.5 of 40 hours" in shown
    assert "6.5 hours Met the analysts Corrected: not counted" in shown
    assert f"Corrected by {pat_provider}: “Typed wrong.”" in shown
    assert "Hours corrected" in words(dana.get(f"/requests/{tta_request.number}/"))
    with act(pat_provider):
        today = clock.today("America/Chicago")
        entries = HoursEntry.objects.all()
        assert entries.spent_by(wrong.organization_id, since=today) == timedelta(hours=3.5)
        assert entries.of_day(pat_provider.pk, today) == timedelta(hours=3.5)


def test_hours_of_another_request_are_corrected_to_none(put_in, act, pat_provider):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        wrong = log(tta_request, by, 2)
        values = {"worked_on": wrong.worked_on, "what": wrong.what, "reason": "Another request."}
        with pytest.raises(InvalidInput, match="reason"):
            commitments.correct_hours(wrong, **values | {"reason": " "}, spent=timedelta(), by=by)
    with act(pat_provider) as by:
        none = commitments.correct_hours(wrong, **values, spent=timedelta(), by=by)
        assert HoursEntry.objects.of_day(pat_provider.pk, wrong.worked_on) == timedelta()
        assert none.corrects == wrong
    with act(pat_provider) as by, pytest.raises(HoursCorrected):
        commitments.correct_hours(wrong, **values, spent=timedelta(hours=1), by=by)
    with act(pat_provider) as by, pytest.raises(IntegrityError):
        log(tta_request, by, 0)


def test_a_colleagues_correction_leaves_hours_with_their_person_and_may_fill_the_day(
    put_in, act, pat_provider
):
    tta_request = put_in("in-delivery")
    colleague = UserFactory(name="Quin", organization=pat_provider.organization)
    with act(pat_provider) as by:
        wrong = log(tta_request, by, 4)
        log(tta_request, by, 1)
    with act(colleague) as by:
        log(tta_request, by, 20)
        values = {"worked_on": wrong.worked_on, "what": "Met", "reason": " Typed wrong. "}
        with pytest.raises(InvalidInput, match=f"{pat_provider} has entered 1 hour for"):
            commitments.correct_hours(wrong, **values, spent=timedelta(hours=23.5), by=by)
        made = commitments.correct_hours(wrong, **values, spent=timedelta(hours=23), by=by)
        again = commitments.correct_hours(
            made, **values | {"what": "Met all"}, spent=made.spent, by=by
        )
        values |= {"worked_on": wrong.worked_on - timedelta(days=1), "what": "Met all"}
        last = commitments.correct_hours(again, **values, spent=made.spent, by=by)
    assert (last.entered_by_id, last.corrected_by_id) == (pat_provider.pk, colleague.pk)
    assert last.reason == "Typed wrong."
    with acting_atomic("system:demo"):
        assert HoursEntry.objects.of_day(pat_provider.pk, wrong.worked_on) == timedelta(hours=1)


def test_only_the_provider_corrects_hours_until_the_request_is_closed(
    put_in, act, pat_provider, dana_of_riverton
):
    over = put_in("closed")
    with act(pat_provider) as by:
        wrong = log(put_in("in-delivery"), by, 2)
    values = {"worked_on": wrong.worked_on, "what": "Other", "spent": wrong.spent, "reason": "A."}
    with act(dana_of_riverton) as by, pytest.raises(NotYours):
        commitments.correct_hours(wrong, **values, by=by)
    with acting_atomic("system:demo"):
        late = HoursEntry.objects.create(
            site=over.site,
            request=over,
            organization_id=wrong.organization_id,
            worked_on=wrong.worked_on,
            spent=wrong.spent,
            what="Met",
            entered_by=pat_provider,
            entered_at=clock.now(),
        )
    with act(pat_provider) as by, pytest.raises((NotYours, NotFound)):
        commitments.correct_hours(late, **values, by=by)


@pytest.fixture
def federal(put_in, act, cora_coordinator, dana_of_riverton):
    tta_request = put_in("triage")
    with act(cora_coordinator) as by:
        return handling.change(
            tta_request, mark=Handling.FEDERAL, agencies=[FederalAgency.ATF], version=1, by=by
        )


def test_a_mark_that_it_has_is_not_set_again(federal, act, mona_manager):
    marks = [(Handling.FEDERAL, [FederalAgency.ATF]), (Handling.SITE, []), (Handling.SITE, [])]
    for (mark, agencies), refused in zip(marks, (True, False, True), strict=True):
        with act(mona_manager) as by:
            version = TTARequest.objects.get(pk=federal.pk).version
            expected = pytest.raises(Refused, match="already has") if refused else nullcontext()
            with expected:
                handling.change(federal, mark=mark, agencies=agencies, version=version, by=by)


def test_a_federal_mark_hides_the_request_from_who_asked(federal, act, dana_of_riverton):
    with act(dana_of_riverton) as by:
        assert TTARequest.objects.count() == 0
        assert requests.visible_to(by).count() == 0


def test_the_named_agency_sees_it_and_another_does_not(
    federal, act, atf_of_riverton, fbi_of_riverton
):
    seen = []
    for person in (atf_of_riverton, fbi_of_riverton):
        with act(person) as by:
            seen.append(requests.visible_to(by).count())
    assert seen == [1, 0]


def test_nobody_hears_of_an_item_they_may_not_read(federal, dana_of_riverton, ula_of_riverton):
    with acting_atomic("system:outbox"):
        notifications.announce_acknowledgement(TTARequest.objects.for_page().get(pk=federal.pk))
        told = set(Ledger.objects.values_list("recipient_id", flat=True))
    assert told == {ula_of_riverton.pk}


def test_a_liaison_sets_no_mark(put_in, act, lee_liaison):
    with act(lee_liaison) as by, pytest.raises(NotYours):
        handling.change(put_in("triage"), mark=Handling.SITE, agencies=[], version=1, by=by)


@pytest.fixture
def on_behalf(draft_of, cora_coordinator, riverton, dana_of_riverton):
    return draft_of(cora_coordinator, riverton, title="By phone")


def test_the_site_confirms_what_staff_wrote_with_one_click(
    on_behalf, act, cora_coordinator, client_of, dana_of_riverton, drain, fresh
):
    with act(cora_coordinator) as by:
        drafts.send_to_site(on_behalf, by=by)
    drain()
    with acting_atomic("system:outbox"):
        assert Ledger.objects.get(kind="to-confirm").recipient == dana_of_riverton
    client = client_of(dana_of_riverton)
    assert "Review it, then submit it" in client.get("/my-day/").content.decode()
    assert client.post(f"/requests/{on_behalf.number}/submit/").status_code == 303
    assert fresh(on_behalf).status == "submitted"


def test_the_site_is_asked_once_and_the_second_time_says_by_whom(
    on_behalf, act, cora_coordinator, client_of
):
    coordinator, edit = client_of(cora_coordinator), f"/requests/{on_behalf.number}/edit/"
    address = f"/requests/{on_behalf.number}/put-to-site/"
    assert address in coordinator.get(edit).content.decode()
    assert coordinator.post(address).status_code == 303
    assert address not in coordinator.get(edit).content.decode()
    again = coordinator.post(address)
    assert again.status_code == 409
    assert "The site was already asked to review this draft" in again.content.decode()
    assert f"by {cora_coordinator.name}" in again.content.decode()
    with act(cora_coordinator):
        assert Entry.objects.of_request(on_behalf.pk).of_kind("put-to-site").count() == 1


def test_an_incomplete_draft_is_not_put_to_the_site(draft_of, act, cora_coordinator, riverton):
    thin = draft_of(cora_coordinator, riverton, problem="")
    with act(cora_coordinator) as by, pytest.raises(Refused, match="Add the problem"):
        drafts.send_to_site(thin, by=by)


def test_the_history_names_who_changed_what(client_of, cora_coordinator, put_in):
    tta_request = put_in("triage")
    client = client_of(cora_coordinator)
    assert client.post(f"/requests/{tta_request.number}/match/").status_code == 303
    page = client.get(f"/requests/{tta_request.number}/history/").content.decode()
    assert "Cora Coordinator" in page
    assert "Matching" in page


def test_a_mark_is_not_set_from_a_page_that_is_out_of_date(
    put_in, act, client_of, cora_coordinator, mona_manager, fresh
):
    tta_request = put_in("triage")
    page = client_of(cora_coordinator).get(f"/requests/{tta_request.number}/handling/")
    posted = {
        "mark": "federal",
        "agencies": ["ATF"],
        "version": page.context["version"],
    }
    with act(mona_manager) as by:
        handling.change(
            tta_request, mark=Handling.FEDERAL, agencies=[FederalAgency.FBI], version=1, by=by
        )
    answer = client_of(cora_coordinator).post(f"/requests/{tta_request.number}/handling/", posted)
    assert answer.status_code == 409
    assert fresh(tta_request).federal_agencies == ["FBI"]
    with act(cora_coordinator) as by, pytest.raises(StaleEdit):
        handling.change(tta_request, mark=Handling.SITE, agencies=[], version=1, by=by)
    assert fresh(tta_request).is_federal
