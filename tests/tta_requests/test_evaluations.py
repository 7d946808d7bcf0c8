"""How it went: who is asked, what follows, and participants without an account."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from engagements.models import Commitment
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from sites.models import PublicForm
from tta_requests.actions import deliveries, evaluations
from tta_requests.actions.ranking_inputs import inputs_for
from tta_requests.errors import NotYours
from tta_requests.models import Evaluation, Offer, TTARequest

pytestmark = pytest.mark.django_db

TUESDAY_10 = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # 10:00 in Chicago


@pytest.fixture
def confirmed(put_in, act, dana_of_riverton, pat_provider, drain):
    with clock.frozen(TUESDAY_10):
        tta_request = put_in("delivered")
        with acting_atomic("system:demo"):
            Offer.objects.filter(request=tta_request).update(answered_by=pat_provider)
        with act(dana_of_riverton) as by:
            deliveries.confirm(tta_request, by=by)
        drain()
    return tta_request


def asked(request, kind):
    with acting_atomic("system:demo"):
        found = Evaluation.objects.filter(request=request, kind=kind)
        return found.select_related("request__site", "provider", "respondent").first()


def say(act, person, evaluation, overall, *, at=TUESDAY_10):
    with clock.frozen(at), act(person) as by:
        return evaluations.answer(evaluation, overall=overall, timely=4, comment="So.", by=by)


def test_both_sides_are_asked_once_delivery_is_confirmed(confirmed, dana_of_riverton, pat_provider):
    assert asked(confirmed, "requester").respondent == dana_of_riverton
    assert asked(confirmed, "provider").respondent == pat_provider
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind="evaluation").values_list("recipient", flat=True)
        assert set(told) == {dana_of_riverton.pk, pat_provider.pk}


def test_six_months_on_the_site_is_asked_whether_it_held(confirmed, dana_of_riverton, drain):
    with clock.frozen(datetime(2027, 6, 1, 13, 59, tzinfo=UTC)):
        drain()
        assert asked(confirmed, "outcome") is None
    with clock.frozen(datetime(2027, 6, 1, 14, 0, tzinfo=UTC)):  # 9:00 in Chicago
        drain()
    assert asked(confirmed, "outcome").respondent == dana_of_riverton


def test_after_a_second_delivery_the_site_is_asked_six_months_after_that_one(
    confirmed, act, dana_of_riverton, drain, fresh
):
    march = datetime(2027, 3, 1, 16, tzinfo=UTC)
    with acting_atomic("system:demo"):
        rows = TTARequest.objects.filter(pk=confirmed.pk)
        rows.update(reopen_until=march, scope_signed_at=march)
        for status in ("closed", "triage", "matching", "offered", "accepted", "scoping"):
            rows.update(status=status)
        for status in ("scheduled", "in-delivery", "delivered"):
            rows.update(status=status)
    with clock.frozen(march):
        with act(dana_of_riverton) as by:
            deliveries.confirm(fresh(confirmed), by=by)
        drain()
    with clock.frozen(datetime(2027, 6, 1, 14, tzinfo=UTC)):
        drain()
        assert asked(confirmed, "outcome") is None
    with clock.frozen(datetime(2027, 9, 1, 14, tzinfo=UTC)):  # 9:00 in Chicago
        drain()
    assert asked(confirmed, "outcome").respondent == dana_of_riverton


def test_somebody_else_does_not_answer(confirmed, act, ula_of_riverton):
    with clock.frozen(TUESDAY_10), act(ula_of_riverton) as by, pytest.raises(NotYours):
        evaluations.answer(asked(confirmed, "requester"), overall=5, timely=None, comment="", by=by)


def test_an_answer_stands(confirmed, act, dana_of_riverton):
    say(act, dana_of_riverton, asked(confirmed, "requester"), 4)
    with pytest.raises(Refused, match="already submitted or is closed"):
        say(act, dana_of_riverton, asked(confirmed, "requester"), 5)


def test_it_closes_with_its_window(confirmed, act, dana_of_riverton):
    late = datetime(2026, 12, 15, 23, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="already submitted or is closed"):
        say(act, dana_of_riverton, asked(confirmed, "requester"), 4, at=late)


@pytest.mark.parametrize(("overall", "recoveries"), [(1, 1), (2, 1), (3, 0)])
def test_a_low_mark_is_somebodys_to_mend(confirmed, act, dana_of_riverton, overall, recoveries):
    say(act, dana_of_riverton, asked(confirmed, "requester"), overall)
    with acting_atomic("system:demo"):
        owed = Commitment.objects.filter(request=confirmed, owed_by="doj")
        assert owed.count() == recoveries
        # Three business days after Tue Dec 1.
        assert set(owed.values_list("due_on", flat=True)) <= {date(2026, 12, 4)}


def test_the_call_after_a_low_mark_is_owed_by_who_has_the_request_by_then(
    confirmed, act, dana_of_riverton, cora_coordinator, mona_manager, drain
):
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=confirmed.pk).update(owner=cora_coordinator)
    evaluation = asked(confirmed, "requester")
    with acting_atomic("system:demo"):  # handed over after the page was opened
        TTARequest.objects.filter(pk=confirmed.pk).update(owner=mona_manager)
    say(act, dana_of_riverton, evaluation, 1)
    with clock.frozen(TUESDAY_10):
        drain()
    with acting_atomic("system:demo"):
        owed = Commitment.objects.get(request=confirmed)
        told = Ledger.objects.filter(kind="recovery").values_list("recipient__name", flat=True)
        assert (owed.owner, list(told)) == (mona_manager, ["Mona Manager"])


def test_a_providers_low_mark_opens_no_recovery(confirmed, act, pat_provider):
    say(act, pat_provider, asked(confirmed, "provider"), 1)
    with acting_atomic("system:demo"):
        assert not Commitment.objects.filter(request=confirmed).exists()


def test_the_provider_reads_its_own_answer_only(confirmed, act, pat_provider, dana_of_riverton):
    say(act, dana_of_riverton, asked(confirmed, "requester"), 2)
    with clock.frozen(TUESDAY_10), act(pat_provider) as by:
        assert [e.kind for e in Evaluation.objects.all()] == ["provider"]
        assert [e.kind for e in Evaluation.objects.visible_to(by)] == ["provider"]


@pytest.mark.parametrize(("marks", "rating"), [([5, 4], None), ([5, 4, 3], 4.0)])
def test_ratings_count_from_three_on(marks, rating, put_in, best_provider, dana_of_riverton):
    tta_request = put_in("triage")
    with acting_atomic("system:demo"):
        for mark in marks:
            rated = put_in("closed")
            Evaluation.objects.create(
                site_id=rated.site_id,
                request=rated,
                kind="requester",
                provider=best_provider,
                respondent=dana_of_riverton,
                opened_at=TUESDAY_10,
                closes_at=TUESDAY_10,
                answered_at=TUESDAY_10,
                overall=mark,
            )
        fresh = TTARequest.objects.select_related("site").get(pk=tta_request.pk)
        facts = {one["provider"]: one for one in inputs_for(fresh)["providers"]}
    assert facts[best_provider.pk]["rating"] == rating


def test_who_does_not_answer_is_reminded_after_five_and_nine_days(confirmed, drain):
    seen = []
    for day in (7, 8, 14):
        at = datetime(2026, 12, day, 23, 30, tzinfo=UTC)
        with clock.frozen(at):
            fired = {kind.slug: kind.new for kind in reminders.run(at)}
        seen.append(fired["evaluation-open"])
    assert seen == [0, 2, 2]  # Tue Dec 8 is the fifth business day, Mon Dec 14 the ninth


@pytest.fixture
def form(db):
    return PublicForm.objects.create(
        slug="participant-evaluation",
        title="How it went",
        omb_number="1121-0000",
        expires_on=date(2099, 1, 31),
        privacy_statement="Your answers are voluntary.",
    )


@pytest.fixture
def link(form, put_in, act, pat_provider):
    cache.clear()
    with act(pat_provider) as by:
        return evaluations.link_participants(put_in("in-delivery"), by=by)


def address(link):
    return f"/participate/{evaluations.token_of(link)}/"


def test_a_form_without_a_control_number_is_not_sent_out(put_in, act, pat_provider):
    PublicForm.objects.create(slug="participant-evaluation", title="How it went")
    with act(pat_provider) as by, pytest.raises(Refused, match="no valid OMB control number"):
        evaluations.link_participants(put_in("in-delivery"), by=by)


def test_a_participant_answers_without_an_account_and_leaves_no_name(link):
    client = Client()
    page = client.get(address(link)).content.decode()
    assert "OMB control number 1121-0000" in page
    assert "Your answers are voluntary." in page
    assert client.post(address(link), {"overall": "5", "comment": "Good."}).status_code == 303
    with acting_atomic("system:demo"):
        [answer] = Evaluation.objects.filter(kind="participant")
    assert (answer.overall, answer.respondent, answer.comment) == (5, None, "Good.")


def test_the_page_tells_nothing_of_the_request(link):
    page = Client().get(address(link)).content.decode()
    assert link.request.title not in page
    assert link.request.number not in page


def test_an_expired_number_closes_the_form(link, form):
    form.expires_on = date(2026, 1, 1)
    form.save()
    assert Client().get(address(link)).status_code == 404


def test_a_new_link_ends_the_old_one(link, act, pat_provider):
    with act(pat_provider) as by:
        again = evaluations.link_participants(link.request, by=by)
    assert Client().get(address(link)).status_code == 404
    assert Client().get(address(again)).status_code == 200


def test_a_link_ends_by_itself(link):
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert Client().get(address(link)).status_code == 404


def test_a_forged_link_leads_nowhere(link):
    assert Client().get(f"/participate/{link.pk.hex}~forged/").status_code == 404


def test_one_place_cannot_answer_without_end(link, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"participant": "2/h/ip"}
    client = Client()
    statuses = [client.post(address(link), {"overall": "5"}).status_code for _ in range(3)]
    assert statuses == [303, 303, 429]
    with acting_atomic("system:demo"):
        assert Evaluation.objects.count() == 2


def test_staff_read_response_rates(confirmed, act, dana_of_riverton, client_of, cora_coordinator):
    say(act, dana_of_riverton, asked(confirmed, "requester"), 2)
    page = client_of(cora_coordinator).get("/evaluations/").content.decode()
    assert "100%" in page
    assert confirmed.number in page
