"""The federal branch: who is asked, who answers for an agency, co-leads, resources of program offices."""

import pytest

from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.notifications.gate import refusal
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from sites.enums import FederalAgency, Handling
from tests.pages import words
from tta_requests.actions import deliveries, gates, handling, referrals, resources, triage
from tta_requests.enums import BranchAgency, ProgramOffice, ReferralState, Status
from tta_requests.errors import NotYours
from tta_requests.models import FederalReferral, ProgramResource, TTARequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(act, cora_coordinator):
    """A coordinator asks an agency about a request."""

    def asked(request, agency=BranchAgency.ATF, *, to_lead=False):
        with act(cora_coordinator) as by:
            note = "Trace the guns of ten scenes."
            return referrals.ask(request, agency=agency, to_lead=to_lead, note=note, by=by)

    return asked


@pytest.fixture
def says(act):
    """Somebody answers for an agency."""

    def said(user, request, *, helps=True, agency=BranchAgency.ATF):
        with act(user) as by:
            return referrals.answer(request, agency=agency, helps=helps, text="Two agents.", by=by)

    return said


def told(kind):
    with acting_atomic("system:outbox"):
        return set(Ledger.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_the_seat_is_told_answers_from_its_day_and_the_site_hears_of_it(
    put_in, ask, client_of, atf_of_riverton, dana_of_riverton, drain
):
    tta_request = put_in("triage")
    ask(tta_request)
    drain()
    assert told("referral") == {atf_of_riverton.pk}
    client = client_of(atf_of_riverton)
    address = f"/requests/{tta_request.number}/federal/ATF/"
    assert address in client.get("/my-day/").content.decode()
    assert "Trace the guns of ten scenes." in client.get(address).content.decode()
    answer = client.post(address, {"helps": "yes", "text": "Two agents for a week."})
    assert answer.status_code == 303
    drain()
    assert dana_of_riverton.pk in told("referral-answer")
    page = client_of(dana_of_riverton).get(f"/requests/{tta_request.number}/").content.decode()
    assert "Two agents for a week." in page
    assert "ATF helps" in page
    assert address not in client.get("/my-day/").content.decode()


@pytest.mark.parametrize(("before", "ended"), [("delivered", "confirmed"), ("triage", "withdrawn")])
def test_an_agency_is_not_asked_any_more_once_delivery_is_confirmed_or_the_request_ended(
    put_in, ask, act, atf_of_riverton, before, ended
):
    tta_request = put_in(before)
    ask(tta_request)

    def waits() -> tuple[list[str], bool]:
        with act(atf_of_riverton) as by:
            needs = [need.cause.slug for need in needs_of(by, clock.now())]
        gate = gates.ASKED(referral.pk)
        with acting_atomic("system:reminders"):
            return needs, refusal(atf_of_riverton, gate, tta_request.site_id) is None

    with acting_atomic("system:demo"):
        referral = FederalReferral.objects.get()
    assert waits() == (["answer-referral"], True)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=tta_request.pk).update(status=ended)
    assert waits() == ([], False)


def test_another_agency_does_not_answer_for_it(put_in, ask, says, atf_of_riverton, fbi_of_riverton):
    tta_request = put_in("triage")
    ask(tta_request)
    with pytest.raises(NotYours):
        says(fbi_of_riverton, tta_request)


def test_who_asked_does_not_answer_for_its_own_office(put_in, ask, says, ula_of_riverton):
    tta_request = put_in("triage")
    ask(tta_request, BranchAgency.USAO)
    with acting_atomic("system:demo"):
        tta_request.requester = ula_of_riverton
        tta_request.save(update_fields=["requester"])
    with pytest.raises(NotYours):
        says(ula_of_riverton, tta_request, agency=BranchAgency.USAO)


def test_the_us_attorneys_contact_answers_for_its_office(put_in, ask, says, ula_of_riverton):
    tta_request = put_in("triage")
    ask(tta_request, BranchAgency.USAO)
    said = says(ula_of_riverton, tta_request, agency=BranchAgency.USAO)
    assert said.state == ReferralState.HELPS


def test_the_coordinator_answers_for_a_field_office_and_not_for_a_seat(
    put_in, ask, says, cora_coordinator, atf_of_riverton, drain
):
    tta_request = put_in("triage")
    ask(tta_request)
    with pytest.raises(NotYours):
        says(cora_coordinator, tta_request)
    ask(tta_request, BranchAgency.DEA)
    drain()
    assert cora_coordinator.pk in told("referral")
    said = says(cora_coordinator, tta_request, agency=BranchAgency.DEA)
    assert said.answered_by_id == cora_coordinator.pk


def test_an_agency_offers_help_unasked(put_in, says, client_of, atf_of_riverton):
    tta_request = put_in("triage")
    page = client_of(atf_of_riverton).get(f"/requests/{tta_request.number}/").content.decode()
    assert "Offer help from ATF" in page
    assert says(atf_of_riverton, tta_request).state == ReferralState.HELPS


def test_there_is_nothing_to_turn_down_unasked(put_in, says, atf_of_riverton):
    with pytest.raises(Refused, match="hasn't been asked yet"):
        says(atf_of_riverton, put_in("triage"), helps=False)


def test_a_co_lead_begins_and_reports_the_delivery(
    put_in, ask, says, act, fresh, atf_of_riverton, fbi_of_riverton, client_of, dana_of_riverton
):
    tta_request = put_in("scheduled")
    ask(tta_request, to_lead=True)
    with act(atf_of_riverton) as by, pytest.raises(Refused, match="co-lead"):
        deliveries.start(fresh(tta_request), by=by)
    says(atf_of_riverton, tta_request)
    assert fresh(tta_request).co_leads == ["ATF"]
    page = client_of(dana_of_riverton).get("/requests/").content.decode()
    assert "with ATF" in page
    page = client_of(dana_of_riverton).get(f"/requests/{tta_request.number}/").content.decode()
    assert "with ATF get in touch with the site" in page
    with act(fbi_of_riverton) as by, pytest.raises(Refused, match="co-lead"):
        deliveries.start(fresh(tta_request), by=by)
    client = client_of(atf_of_riverton)
    assert f"/requests/{tta_request.number}/" in client.get("/my-day/").content.decode()
    assert client.post(f"/requests/{tta_request.number}/start-delivery/").status_code == 303
    deliver = f"/requests/{tta_request.number}/deliver/"
    form = {"reason": "Ten guns traced.", "people_trained": "some"}
    assert "Enter a whole number of people, such as 22." in client.post(deliver, form).text
    assert client.post(deliver, form | {"people_trained": "22"}).status_code == 303
    delivered = fresh(tta_request)
    assert (delivered.status, delivered.people_trained) == (Status.DELIVERED, 22)
    assert "22 people trained" in client.get(f"/requests/{tta_request.number}/").text


def test_a_co_lead_does_not_confirm_what_it_delivered(
    put_in, ask, says, atf_of_riverton, client_of
):
    tta_request = put_in("delivered")
    ask(tta_request, to_lead=True)
    says(atf_of_riverton, tta_request)
    answer = client_of(atf_of_riverton).post(f"/requests/{tta_request.number}/confirm-delivery/")
    assert answer.status_code == 403


def test_a_co_lead_corrects_what_it_delivered_until_the_request_is_closed(
    put_in, ask, says, act, fresh, atf_of_riverton
):
    tta_request = put_in("delivered")
    ask(tta_request, to_lead=True)
    says(atf_of_riverton, tta_request)

    def correct(people: int) -> TTARequest:
        kept = fresh(tta_request)
        with act(atf_of_riverton) as by:
            given = {"people_trained": people, "reason": "Counted twice.", "version": kept.version}
            return deliveries.correct(kept, **given, by=by)

    assert correct(21).people_trained == 21
    with acting_atomic("system:demo"):
        found = TTARequest.objects.filter(pk=tta_request.pk)
        found.update(status=Status.CONFIRMED)
        found.update(status=Status.CLOSED, reopen_until=clock.now())
    with pytest.raises(NotYours):
        correct(20)
    assert fresh(tta_request).people_trained == 21


def test_a_co_lead_that_cannot_go_on_leads_no_more(put_in, ask, says, fresh, atf_of_riverton):
    tta_request = put_in("in-delivery")
    ask(tta_request, to_lead=True)
    says(atf_of_riverton, tta_request)
    says(atf_of_riverton, tta_request, helps=False)
    assert fresh(tta_request).co_leads == []


def test_asking_once_more_for_the_same_is_refused(put_in, ask, says, atf_of_riverton):
    tta_request = put_in("in-delivery")
    ask(tta_request)
    says(atf_of_riverton, tta_request)
    with pytest.raises(Refused, match="already agreed to help"):
        ask(tta_request)
    assert ask(tta_request, to_lead=True).state == ReferralState.ASKED
    with pytest.raises(Refused, match="hasn't answered yet"):
        ask(tta_request, to_lead=True)


def test_the_same_answer_is_given_once(put_in, ask, says, atf_of_riverton):
    tta_request = put_in("in-delivery")
    ask(tta_request)
    says(atf_of_riverton, tta_request, helps=False)
    with pytest.raises(Refused, match="already gave this answer"):
        says(atf_of_riverton, tta_request, helps=False)
    assert says(atf_of_riverton, tta_request).state == ReferralState.HELPS


@pytest.fixture
def federal_item(put_in, act, cora_coordinator):
    tta_request = put_in("triage")
    with act(cora_coordinator) as by:
        agencies = [FederalAgency.FBI]
        return handling.change(
            tta_request, mark=Handling.FEDERAL, agencies=agencies, version=1, by=by
        )


def test_of_a_federal_item_only_its_readers_are_asked(
    federal_item, ask, act, cora_coordinator, atf_of_riverton
):
    with pytest.raises(InvalidInput, match="ATF can't read this federal item"):
        ask(federal_item)
    with acting_atomic("system:outbox"):
        assert referrals.refer(federal_item, by=None) == []
        assert not FederalReferral.objects.exists()


def test_a_site_without_a_seat_has_no_co_lead_of_another_site(
    put_in, ask, lakeside, member, client_of, atf_of_riverton
):
    tta_request = put_in("scheduled")
    ask(tta_request, to_lead=True)
    stranger = member(lakeside, "federal-law-enforcement", "ATF").user
    answer = client_of(stranger).get(f"/requests/{tta_request.number}/federal/ATF/")
    assert answer.status_code == 404


@pytest.mark.parametrize("agency", ["CIA", "atf"])
def test_an_agency_nobody_knows_is_not_there(put_in, client_of, atf_of_riverton, agency):
    tta_request = put_in("triage")
    answer = client_of(atf_of_riverton).get(f"/requests/{tta_request.number}/federal/{agency}/")
    assert answer.status_code == 404


def test_the_champion_points_to_a_resource_and_the_site_is_told(
    put_in, client_of, champion_of_riverton, dana_of_riverton, pat_provider, drain
):
    tta_request = put_in("in-delivery")
    form = {
        "office": "OVC",
        "title": "Help for victims of shootings",
        "url": "https://ovc.ojp.gov/",
        "note": "Pays for a hospital-based program.",
    }
    client = client_of(champion_of_riverton)
    address = f"/requests/{tta_request.number}/resources/"
    assert client.post(address, form).status_code == 303
    again = client.post(address, form)
    assert (again.status_code, "already shared" in again.content.decode()) == (409, True)
    drain()
    assert dana_of_riverton.pk in told("resource")
    for reader in (dana_of_riverton, pat_provider):
        page = client_of(reader).get(f"/requests/{tta_request.number}/").content.decode()
        assert "Help for victims of shootings" in page


def test_a_resource_shared_in_error_is_removed_by_who_shared_it(
    put_in, act, client_of, champion_of_riverton, dana_of_riverton, cora_coordinator, drain
):
    tta_request = put_in("triage")
    values = {"office": ProgramOffice.OVC, "title": "Help for victims", "url": "", "note": "Pays."}
    with act(champion_of_riverton) as by:
        shared = resources.share(tta_request, **values, by=by)
    drain()
    own = f"/requests/{tta_request.number}/"
    page = f"{own}resources/{shared.pk}/remove/"
    champion, dana = client_of(champion_of_riverton), client_of(dana_of_riverton)
    assert page in champion.get(own).text
    assert page in client_of(cora_coordinator).get(own).text
    assert page not in dana.get(own).text
    assert dana.get(page).status_code == 403
    assert "Enter a reason." in words(champion.post(page, {"reason": " "}))
    done = champion.post(page, {"reason": "Meant for another site."}, follow=True)
    assert "Resource removed." in words(done)
    told = words(dana.get(own))
    assert "Resource removed: Help for victims" in told
    assert "“Meant for another site.”" in told
    assert "Program office resources" not in told
    assert champion.get(page).status_code == 404
    drain()
    with acting_atomic("system:outbox"):
        kept = ProgramResource.objects.get()
        notices = Notification.objects.filter(entry__key=f"resource:{kept.pk}")
        assert {notice.archived_as for notice in notices} == {"undone"}
    assert (kept.removed_by, kept.removal_reason) == (
        champion_of_riverton,
        "Meant for another site.",
    )
    with act(champion_of_riverton) as by:
        with pytest.raises(Refused, match="already removed"):
            resources.remove(shared, reason="Again.", by=by)
        assert resources.share(tta_request, **values, by=by).pk != shared.pk


def test_a_resource_removed_before_its_notice_is_told_to_nobody(
    put_in, act, champion_of_riverton, drain
):
    with act(champion_of_riverton) as by:
        shared = resources.share(
            put_in("triage"), office=ProgramOffice.NIJ, title="A", url="", note="B", by=by
        )
        kept = resources.remove(shared, reason=" Wrong. ", by=by)
    assert kept.removal_reason == "Wrong."
    drain()
    assert told("resource") == set()


def test_only_who_shared_it_and_staff_remove_a_resource_and_a_legal_hold_keeps_it(
    put_in, act, champion_of_riverton, lee_liaison, cora_coordinator
):
    tta_request = put_in("triage")
    with act(cora_coordinator) as by:
        shared = resources.share(
            tta_request, office=ProgramOffice.NIJ, title="A", url="", note="B", by=by
        )
    for other in (champion_of_riverton, lee_liaison):
        with act(other) as by, pytest.raises(NotYours):
            resources.remove(shared, reason="Wrong.", by=by)
    with act(cora_coordinator) as by, pytest.raises(InvalidInput, match="reason"):
        resources.remove(shared, reason=" ", by=by)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=tta_request.pk).update(legal_hold_since=clock.now())
    with act(cora_coordinator) as by, pytest.raises(Refused, match="legal hold"):
        resources.remove(shared, reason="Wrong.", by=by)


def test_a_liaison_steers_nothing(put_in, act, lee_liaison):
    with act(lee_liaison) as by, pytest.raises(NotYours):
        resources.share(
            put_in("triage"), office=ProgramOffice.NIJ, title="A", url="", note="B", by=by
        )
    with acting_atomic("system:demo"):
        assert not ProgramResource.objects.exists()


def test_a_web_address_that_is_none_is_told(put_in, client_of, champion_of_riverton):
    tta_request = put_in("triage")
    form = {"office": "OVC", "title": "T", "url": "javascript:alert(1)", "note": "N"}
    answer = client_of(champion_of_riverton).post(
        f"/requests/{tta_request.number}/resources/", form
    )
    assert answer.status_code == 422
    assert "full web address" in answer.content.decode()


def test_an_agency_leads_alone_from_acceptance_to_delivery(
    put_in,
    ask,
    client_of,
    act,
    fresh,
    atf_of_riverton,
    cora_coordinator,
    dana_of_riverton,
    ula_of_riverton,
):
    tta_request = put_in("triage")
    ask(tta_request, to_lead=True)
    address = f"/requests/{tta_request.number}/"
    atf, cora, dana = map(client_of, (atf_of_riverton, cora_coordinator, dana_of_riverton))
    atf.post(f"{address}federal/ATF/", {"helps": "yes", "text": "We take it on."})
    assert (fresh(tta_request).status, fresh(tta_request).provider) == (Status.ACCEPTED, None)
    assert "ATF has accepted. Confirm the provider" in cora.get(address).content.decode()
    assert cora.post(f"{address}confirm/").status_code == 303
    page = dana.get(address).content.decode()
    assert "ATF is confirmed and writes the scope of work with the site" in page
    scope_form = {
        "objectives": "Guns are traced.",
        "activities": "Trace them.",
        "effort": "20",
        "starts_on": clock.today("America/Chicago").isoformat(),
        "ends_on": clock.today("America/Chicago").isoformat(),
        "delivery_mode": "on-site",
        "over": "0",
    }
    assert atf.post(f"{address}scope/write/", scope_form).status_code == 303
    for client, side in ((dana, "site"), (cora, "doj")):
        assert (
            client.post(f"{address}scope/sign/", {"side": side, "version": "1"}).status_code == 303
        )
    assert fresh(tta_request).status == Status.SCHEDULED
    assert atf.post(f"{address}start-delivery/").status_code == 303
    assert atf.post(f"{address}deliver/", {"reason": "Ten guns traced."}).status_code == 303
    assert dana.post(f"{address}confirm-delivery/").status_code == 303
    assert fresh(tta_request).status == Status.CONFIRMED


def test_an_agency_that_is_not_asked_to_lead_only_helps(put_in, ask, says, fresh, atf_of_riverton):
    tta_request = put_in("triage")
    ask(tta_request)
    says(atf_of_riverton, tta_request)
    assert (fresh(tta_request).status, fresh(tta_request).co_leads) == (Status.TRIAGE, [])


def test_an_office_without_an_account_leads_nothing_alone(
    put_in, ask, says, fresh, cora_coordinator
):
    tta_request = put_in("matching")
    ask(tta_request, BranchAgency.DEA, to_lead=True)
    says(cora_coordinator, tta_request, agency=BranchAgency.DEA)
    assert fresh(tta_request).status == Status.MATCHING


def test_what_an_agency_has_is_taken_back_and_found_a_provider_for(
    put_in, ask, says, act, fresh, atf_of_riverton, cora_coordinator
):
    tta_request = put_in("matching")
    ask(tta_request, to_lead=True)
    says(atf_of_riverton, tta_request)
    with act(cora_coordinator) as by:
        triage.recall(fresh(tta_request), reason="A provider fits better.", by=by)
    assert (fresh(tta_request).status, fresh(tta_request).co_leads) == (Status.MATCHING, [])


def test_another_seat_writes_no_scope(put_in, client_of, atf_of_riverton):
    tta_request = put_in("scoping")
    answer = client_of(atf_of_riverton).get(f"/requests/{tta_request.number}/scope/write/")
    assert answer.status_code == 403
