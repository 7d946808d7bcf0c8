"""The first path of a request: submitted, routed, offered, answered, confirmed."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import InternalError

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotAllowed, NotFound, Refused
from tests.factories.accounts import UserFactory
from tests.factories.tta_requests import CapabilityFactory, CoreAreaFactory
from tests.pages import words
from tta_requests.actions import declines, drafts, offers, pauses, routing, triage
from tta_requests.enums import OfferState, Status
from tta_requests.errors import NotYours, OfferClosed
from tta_requests.handlers import OUTBOX
from tta_requests.models import (
    Clock,
    FederalReferral,
    MatchRun,
    Offer,
    Provider,
    RoutingException,
    Share,
    TTARequest,
)
from tta_requests.querysets import requests

pytestmark = pytest.mark.django_db

FRIDAY_1650 = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)  # 16:50 in Chicago


@pytest.fixture
def friday():
    with clock.frozen(FRIDAY_1650):
        yield


@pytest.fixture
def offered(friday, sent_by, dana_of_riverton, riverton, best_provider, second_provider, drain):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    return tta_request


def fresh(request):
    with acting_atomic("system:demo"):
        return TTARequest.objects.select_related("provider__organization").get(pk=request.pk)


def offers_of(request):
    """In the order they were made: at one frozen moment the open one is the latest."""
    with acting_atomic("system:demo"):
        found = Offer.objects.of_request(request.pk).for_answer()
        return sorted(found, key=lambda offer: (offer.offered_at, offer.is_open))


def running(request):
    with acting_atomic("system:demo"):
        return {c.kind: c for c in Clock.objects.of_request(request.pk).running()}


def test_a_submission_starts_its_clocks_in_business_time(
    friday, sent_by, dana_of_riverton, riverton
):
    tta_request = sent_by(dana_of_riverton, riverton)
    clocks = running(tta_request)
    assert set(clocks) == {"acknowledge", "triage-decision"}
    # One business day after Friday 16:50 is Monday 17:00; two are Tuesday 17:00, in Chicago.
    assert clocks["acknowledge"].due_at == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert clocks["triage-decision"].due_at == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)


def test_an_expedited_request_is_offered_to_the_best_provider(offered, best_provider):
    tta_request = fresh(offered)
    assert (tta_request.status, tta_request.provider) == (Status.OFFERED, best_provider)
    [offer] = offers_of(offered)
    assert (offer.provider, offer.rank, offer.is_automatic) == (best_provider, 1, True)


def test_a_routine_request_waits_with_its_ranking(
    sent_by, dana_of_riverton, riverton, best_provider, drain
):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    drain()
    assert fresh(tta_request).status == Status.SUBMITTED
    with acting_atomic("system:demo"):
        assert [row["provider"] for row in MatchRun.objects.get(request=tta_request).ranking] == [
            best_provider.pk
        ]


def test_gun_violence_goes_to_the_seated_atf_contact(
    friday, atf_of_riverton, sent_by, dana_of_riverton, riverton, best_provider, drain
):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    with acting_atomic("system:demo"):
        referral = FederalReferral.objects.select_related("membership").get(request=tta_request)
    assert (referral.agency, referral.membership.user_id) == ("ATF", atf_of_riverton.pk)
    assert (
        referral.why
        == "Gun Violence requests go to ATF; ATF of Riverton holds its seat at this site."
    )


def test_federal_partnerships_ask_the_us_attorneys_contact_too(
    ula_of_riverton, sent_by, dana_of_riverton, riverton, drain
):
    area = CoreAreaFactory(
        slug="federal-partnerships", name="Federal Partnerships", federal_branch=["USAO", "FBI"]
    )
    tta_request = sent_by(dana_of_riverton, riverton, core_area=area)
    drain()
    with acting_atomic("system:demo"):
        found = {
            r.agency: r.membership for r in FederalReferral.objects.select_related("membership")
        }
    assert found["USAO"].user_id == ula_of_riverton.pk
    assert found["FBI"] is None
    assert fresh(tta_request).status == Status.MATCHING


def test_an_agency_reads_who_must_answer_besides_what_needs_it(
    offered, best_provider, client_of, atf_of_riverton
):
    page = words(client_of(atf_of_riverton).get(f"/requests/{offered.number}/"))
    assert "thing needs you here" in page
    assert f"{best_provider} must answer by" in page


def test_routing_twice_offers_once(offered, drain, best_provider):
    with acting_atomic("system:outbox"):
        assert routing.run(fresh(offered), by=OUTBOX) is None
    assert len(offers_of(offered)) == 1
    assert Provider.objects.get(pk=best_provider.pk).places_held == 1


def test_the_provider_accepts_and_the_coordinator_confirms(
    offered, act, pat_provider, cora_coordinator
):
    [offer] = offers_of(offered)
    with act(pat_provider) as by:
        offers.accept(offer, lead_name="Lead Consultant", no_conflict=True, by=by)
    assert fresh(offered).status == Status.ACCEPTED
    assert "offer-accepted" not in running(offered)
    with act(cora_coordinator) as by:
        triage.confirm(fresh(offered), by=by)
    assert fresh(offered).status == Status.SCOPING
    assert set(running(offered)) == {"scope-signed", "first-contact"}


def test_accepting_opens_the_work_to_the_provider(offered, act, pat_provider):
    [offer] = offers_of(offered)
    with act(pat_provider) as by:
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
        assert Share.objects.get(request_id=offered.pk).level == "work"


def test_a_declined_offer_goes_to_the_next_provider(
    offered, act, pat_provider, best_provider, second_provider, drain
):
    [offer] = offers_of(offered)
    with act(pat_provider) as by:
        offers.decline(offer, reason="We cannot start before March.", by=by)
    drain()
    tta_request = fresh(offered)
    assert (tta_request.status, tta_request.provider) == (Status.OFFERED, second_provider)
    assert [o.state for o in offers_of(offered)] == [OfferState.DECLINED, OfferState.OPEN]
    assert Provider.objects.get(pk=best_provider.pk).places_held == 0


def test_the_first_provider_sees_nothing_after_declining(offered, act, pat_provider, drain):
    [offer] = offers_of(offered)
    with act(pat_provider) as by:
        assert requests.visible_to(by).count() == 1
        offers.decline(offer, reason="No.", by=by)
    with act(pat_provider) as by:
        assert requests.visible_to(by).count() == 0
        assert TTARequest.objects.count() == 0


def test_a_lapsed_offer_goes_to_the_next_provider(offered, second_provider, drain):
    with clock.frozen(FRIDAY_1650 + timedelta(days=3, hours=2)):  # after Monday 17:00
        drain()
        tta_request = fresh(offered)
    assert (tta_request.status, tta_request.provider) == (Status.OFFERED, second_provider)
    assert offers_of(offered)[0].state == OfferState.LAPSED


def test_an_offer_does_not_lapse_early(offered, best_provider, drain):
    with clock.frozen(FRIDAY_1650 + timedelta(days=3)):
        drain()
        assert fresh(offered).provider == best_provider


def test_nobody_left_opens_the_exception_queue(
    offered, act, pat_provider, sam_provider, cora_coordinator, drain
):
    for person in (pat_provider, sam_provider):
        open_offer = offers_of(offered)[-1]
        with act(person) as by:
            offers.decline(open_offer, reason="No.", by=by)
        drain()
    tta_request = fresh(offered)
    assert (tta_request.status, tta_request.provider) == (Status.MATCHING, None)
    with act(cora_coordinator) as by:
        assert RoutingException.objects.open().get().request_id == tta_request.pk


def test_a_late_answer_is_refused(offered, act, pat_provider):
    [offer] = offers_of(offered)
    with (
        clock.frozen(FRIDAY_1650 + timedelta(days=4)),
        act(pat_provider) as by,
        pytest.raises(OfferClosed),
    ):
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)


def test_another_providers_people_cannot_answer(offered, act, sam_provider):
    [offer] = offers_of(offered)
    with (
        pytest.raises((NotYours, NotFound)),
        act(sam_provider) as by,
    ):
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)


def test_a_coordinator_writes_on_behalf_but_the_site_submits(act, riverton, cora_coordinator):
    with act(cora_coordinator) as by:
        tta_request = drafts.create(site=riverton, values={"title": "By phone"}, by=by)
        assert tta_request.source == "on-behalf"
        with pytest.raises(NotAllowed):
            drafts.submit(tta_request, by=by)


def test_an_incomplete_draft_is_refused_with_what_is_missing(
    act, draft_of, dana_of_riverton, riverton
):
    tta_request = draft_of(dana_of_riverton, riverton, problem="", core_area=None)
    with act(dana_of_riverton) as by, pytest.raises(Refused) as refusal:
        drafts.submit(tta_request, by=by)
    assert refusal.value.message == "Add a core area, the problem before you submit."


def test_the_liaison_acknowledges_where_it_stands(offered, act, lee_liaison):
    with act(lee_liaison) as by:
        triage.acknowledge(fresh(offered), by=by)
    assert fresh(offered).status == Status.OFFERED
    assert "acknowledge" not in running(offered)


def test_acknowledging_twice_is_refused(offered, act, lee_liaison, cora_coordinator):
    with act(lee_liaison) as by:
        triage.acknowledge(fresh(offered), by=by)
    with act(cora_coordinator) as by, pytest.raises(Refused, match="already acknowledged"):
        triage.acknowledge(fresh(offered), by=by)


def test_a_recalled_offer_frees_the_place_and_the_share(
    offered, act, cora_coordinator, best_provider, pat_provider
):
    with act(cora_coordinator) as by:
        triage.recall(fresh(offered), reason="The site asked for somebody else.", by=by)
    assert Provider.objects.get(pk=best_provider.pk).places_held == 0
    with act(pat_provider) as by:
        assert requests.visible_to(by).count() == 0


def test_a_withdrawn_request_ends_its_offer_and_clocks(
    offered, act, dana_of_riverton, best_provider
):
    with act(dana_of_riverton) as by:
        triage.withdraw(fresh(offered), reason="Solved locally.", by=by)
    assert running(offered) == {}
    assert offers_of(offered)[0].state == OfferState.RECALLED
    assert Provider.objects.get(pk=best_provider.pk).places_held == 0


def test_a_real_site_is_never_offered_to_an_invented_provider(
    sent_by, dana_of_riverton, riverton, best_provider, drain
):
    with acting_atomic("system:demo"):
        riverton.is_demo = False
        riverton.save()
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    assert fresh(tta_request).status == Status.MATCHING


def test_the_database_refuses_a_jump(offered):
    with pytest.raises(InternalError, match="nvalid transition"), acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=offered.pk).update(status=Status.DRAFT)


def test_two_providers_tie_and_the_least_recently_assigned_goes_first(
    friday, sent_by, dana_of_riverton, riverton, gun_violence, drain
):
    busy = CapabilityFactory(provider__last_assigned_at=FRIDAY_1650).provider
    UserFactory(organization=busy.organization)
    rested = CapabilityFactory(provider__last_assigned_at=FRIDAY_1650 - timedelta(days=9)).provider
    UserFactory(organization=rested.organization)
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    assert fresh(tta_request).provider == rested
    assert busy != rested


def test_a_stranger_sees_nothing_of_it(offered, act, omar_of_lakeside, db):
    outsider = UserFactory(name="No one")
    for person in (omar_of_lakeside, outsider):
        with act(person) as by:
            assert TTARequest.objects.count() == 0
            assert requests.visible_to(by).count() == 0
            assert Clock.objects.count() == 0
            assert Offer.objects.count() == 0


def test_a_replay_gives_the_stored_order(offered, best_provider):
    # What has changed since must not change the answer.
    Provider.objects.filter(pk=best_provider.pk).update(places=1, places_held=1)
    out = StringIO()
    call_command("route_request", offered.number, "--replay", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["equal"] is True
    assert answer["stored"] == answer["ranking"]
    assert len(answer["ranking"]) == 2


class TestASearchThatBeginsAgain:
    """After a second look, a hold, or work taken back, providers are ranked again, those asked before included."""

    @pytest.fixture
    def refused(self, offered, act, pat_provider, sam_provider, drain):
        """Both providers declined, and a person chooses."""
        for minutes, person in enumerate((pat_provider, sam_provider), start=1):
            with clock.frozen(FRIDAY_1650 + timedelta(minutes=minutes)):
                with act(person) as by:
                    offers.decline(offers_of(offered)[-1], reason="No.", by=by)
                drain()
        return fresh(offered)

    def ranked(self, tta_request, act, cora_coordinator):
        with act(cora_coordinator):
            run = MatchRun.objects.filter(request=tta_request).latest("ran_at")
            return [row["name"] for row in run.ranking], bool(RoutingException.objects.open())

    def test_a_second_look(self, refused, act, cora_coordinator, dana_of_riverton, drain):
        assert self.ranked(refused, act, cora_coordinator) == ([], True)
        with clock.frozen(FRIDAY_1650 + timedelta(days=4)):
            with act(cora_coordinator) as by:
                given = {"reasons": ["no-provider"], "text": "Nobody.", "alternatives": "Ask."}
                declines.decline(refused, **given, by=by)
            with act(dana_of_riverton) as by:
                declines.reopen(fresh(refused), reason="Look again.", by=by)
            drain()
        names, is_exception = self.ranked(refused, act, cora_coordinator)
        assert (len(names), is_exception) == (2, False)
        assert fresh(refused).status == Status.TRIAGE  # a person offers it

    def test_a_hold(self, refused, act, cora_coordinator, drain, client_of):
        page = words(client_of(cora_coordinator).get(f"/requests/{refused.number}/offer/"))
        assert "When you resume a request that was on hold, we rank the providers again" in page
        with clock.frozen(FRIDAY_1650 + timedelta(days=4)), act(cora_coordinator) as by:
            triage.acknowledge(fresh(refused), by=by)
            pauses.hold(fresh(refused), reason="Until spring.", until=None, by=by)
        with clock.frozen(FRIDAY_1650 + timedelta(days=90)):
            with act(cora_coordinator) as by:
                pauses.resume(fresh(refused), by=by)
            drain()
            names, is_exception = self.ranked(refused, act, cora_coordinator)
        assert (len(names), is_exception) == (2, False)
        assert fresh(refused).status == Status.MATCHING
        assert len(offers_of(refused)) == 2

    @pytest.mark.parametrize("is_accepted", [False, True])
    def test_an_offer_that_is_withdrawn_is_none(
        self, offered, act, cora_coordinator, pat_provider, drain, is_accepted
    ):
        if is_accepted:
            with act(pat_provider) as by:
                [offer] = offers_of(offered)
                offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
        with act(cora_coordinator) as by:
            triage.recall(fresh(offered), reason="Another provider.", by=by)
        drain()
        with act(cora_coordinator):
            assert MatchRun.objects.filter(request=offered).count() == 1

    def test_a_question_is_none(self, refused, act, cora_coordinator, dana_of_riverton, drain):
        later = clock.frozen(FRIDAY_1650 + timedelta(days=4))
        with later, act(cora_coordinator) as by:
            pauses.ask(fresh(refused), reasons=["dates-missing"], text="When?", by=by)
        with clock.frozen(FRIDAY_1650 + timedelta(days=5)):
            with act(dana_of_riverton) as by:
                pauses.answer(fresh(refused), reason="In May.", by=by)
            drain()
        assert self.ranked(refused, act, cora_coordinator) == ([], True)

    @pytest.fixture
    def resumed(self, refused, act, cora_coordinator, drain):
        """Put it on hold and resume it, some days after it was submitted."""

        def again(days: int, *, is_acknowledged: bool = True) -> TTARequest:
            with clock.frozen(FRIDAY_1650 + timedelta(days=days)):
                with act(cora_coordinator) as by:
                    if is_acknowledged and not fresh(refused).acknowledged_at:
                        triage.acknowledge(fresh(refused), by=by)
                    pauses.hold(fresh(refused), reason="Until spring.", until=None, by=by)
                with act(cora_coordinator) as by:
                    pauses.resume(fresh(refused), by=by)
                drain()
            return fresh(refused)

        return again

    def test_who_declines_in_the_new_search_is_left_out_of_it(
        self, resumed, act, cora_coordinator, pat_provider, drain
    ):
        found = resumed(4)
        with clock.frozen(FRIDAY_1650 + timedelta(days=5)):
            with act(cora_coordinator) as by:
                run = MatchRun.objects.filter(request=found).latest("ran_at")
                best = run.ranking[0]["provider"]
                triage.offer_to(found, run=run, provider=best, reason="", note="", by=by)
            with act(pat_provider) as by:
                offers.decline(offers_of(found)[-1], reason="No.", by=by)
            drain()
        with act(cora_coordinator):
            run = MatchRun.objects.filter(request=found).latest("ran_at")
        assert run.inputs["asked"] == [best]
        assert [row["provider"] for row in run.ranking] != []
        assert best not in [row["provider"] for row in run.ranking]

    def test_without_any_provider_a_person_is_asked(self, resumed, act, cora_coordinator):
        found = resumed(4)
        assert self.ranked(found, act, cora_coordinator)[1] is False
        with acting_atomic("system:demo"):
            Provider.objects.update(is_active=False)
        resumed(8)
        assert self.ranked(found, act, cora_coordinator) == ([], True)

    def test_the_exception_stays_until_a_person_has_acknowledged_it(
        self, resumed, act, cora_coordinator
    ):
        names, is_exception = self.ranked(resumed(4, is_acknowledged=False), act, cora_coordinator)
        assert (len(names), is_exception) == (2, True)

    def test_work_that_goes_on_after_a_hold_is_no_search(
        self, put_in, act, cora_coordinator, drain
    ):
        begun = put_in("scheduled")
        with act(cora_coordinator) as by:
            before = MatchRun.objects.filter(request=begun).count()
            pauses.hold(begun, reason="Until spring.", until=None, by=by)
        with act(cora_coordinator) as by:
            pauses.resume(fresh(begun), by=by)
        drain()
        assert fresh(begun).status == Status.SCHEDULED
        with act(cora_coordinator):
            assert MatchRun.objects.filter(request=begun).count() == before
