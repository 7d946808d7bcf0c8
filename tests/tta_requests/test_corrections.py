"""What was entered wrong is corrected after a request is closed, by DOJ staff: hours, people trained, resources."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, StaleEdit
from tests.factories.accounts import UserFactory
from tests.pages import words
from tests.tta_requests.test_commitments import log
from tta_requests.actions import commitments, deliveries, late_hours, resources
from tta_requests.enums import ProgramOffice, Status
from tta_requests.errors import NotYours
from tta_requests.models import HoursEntry, Share, TTARequest

pytestmark = pytest.mark.django_db
WHY = "Counted two classes twice."


@pytest.fixture
def delivered(put_in, act, pat_provider):
    with act(pat_provider) as by:
        report = {"reason": "A training day.", "people_trained": 44}
        return deliveries.report(put_in("in-delivery"), **report, by=by)


@pytest.fixture
def close(drain):
    """Close a request as the portal does: its provider no longer sees it."""

    def make(tta_request: TTARequest) -> None:
        drain()
        with acting_atomic("system:demo"):
            found = TTARequest.objects.filter(pk=tta_request.pk)
            steps = (Status.IN_DELIVERY, Status.DELIVERED, Status.CONFIRMED, Status.CLOSED)
            for status in steps[steps.index(found.get().status) + 1 :]:
                found.update(status=status)
            found.update(reopen_until=clock.now())
            Share.objects.of_request(tta_request.pk).update(ends_at=clock.now())

    return make


def told(kind: str) -> set[str]:
    with acting_atomic("system:outbox"):
        return set(Ledger.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def test_a_provider_corrects_people_trained_and_those_who_acted_on_it_are_told(
    delivered, act, client_of, fresh, drain, pat_provider, dana_of_riverton
):
    own = f"/requests/{delivered.number}/"
    page = f"{own}delivery/correct/"
    pat, dana = client_of(pat_provider), client_of(dana_of_riverton)
    assert page in pat.get(own).text
    assert page not in dana.get(own).text
    assert dana.get(page).status_code == 403
    shown = pat.get(page).text
    assert 'value="44"' in shown
    assert "keeps the former number until a Program Manager restates it" in words(shown)
    version = str(fresh(delivered).version)
    right = {"people_trained": "22", "reason": WHY, "version": version}
    assert "Enter a reason." in words(pat.post(page, right | {"reason": ""}))
    assert "This is the number that was reported." in words(
        pat.post(page, right | {"people_trained": "44"})
    )
    stale = pat.post(page, right | {"version": "1"})
    assert (stale.status_code, WHY in stale.text) == (409, True)
    done = words(pat.post(page, right, follow=True))
    assert "People trained corrected from 44 to 22" in done
    assert f"“{WHY}”" in words(dana.get(own))
    assert "22 people trained" in done
    assert (fresh(delivered).people_trained, fresh(delivered).version) == (22, int(version) + 1)
    drain()
    assert dana_of_riverton.name in told("correct-delivery")
    assert pat_provider.name not in told("correct-delivery")


def test_staff_correct_people_trained_of_a_closed_request(
    delivered, close, act, fresh, drain, pat_provider, cora_coordinator, dana_of_riverton
):
    close(delivered)
    values = {"people_trained": None, "reason": WHY, "version": fresh(delivered).version}
    with act(dana_of_riverton) as by, pytest.raises(NotYours):
        deliveries.correct(delivered, **values, by=by)
    with act(cora_coordinator) as by:
        with pytest.raises(StaleEdit):
            deliveries.correct(delivered, **values | {"version": 1}, by=by)
        with pytest.raises(InvalidInput, match="reason"):
            deliveries.correct(delivered, **values | {"reason": " "}, by=by)
        assert deliveries.correct(delivered, **values, by=by).people_trained is None
    drain()
    assert {dana_of_riverton.name, pat_provider.name} <= told("correct-delivery")


@pytest.mark.parametrize("status", ["in-delivery", "triage"])
def test_nothing_is_corrected_before_it_was_delivered(put_in, act, cora_coordinator, status):
    tta_request = put_in(status)
    with act(cora_coordinator) as by, pytest.raises(NotYours):
        deliveries.correct(tta_request, people_trained=2, reason=WHY, version=1, by=by)


def test_staff_correct_hours_of_a_closed_request_and_the_provider_is_told(
    put_in, act, close, client_of, drain, pat_provider, cora_coordinator, dana_of_riverton
):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        wrong = log(tta_request, by, 6.5)
    close(tta_request)
    all_hours = f"/requests/{tta_request.number}/hours/"
    page = f"{all_hours}{wrong.pk}/correct/"
    cora = client_of(cora_coordinator)
    assert page in cora.get(all_hours).text
    assert page not in client_of(dana_of_riverton).get(all_hours).text
    assert client_of(pat_provider).get(page).status_code == 404
    right = {"worked_on": wrong.worked_on.isoformat(), "spent": "3.5", "what": wrong.what}
    done = cora.post(page, right | {"reason": WHY}, follow=True)
    assert f"Corrected by {cora_coordinator}: “{WHY}”" in words(done)
    with acting_atomic("system:demo"):
        kept = HoursEntry.objects.standing().get()
    assert (kept.spent, kept.entered_by) == (timedelta(hours=3.5), pat_provider)
    drain()
    assert told("hours") == {pat_provider.name}


def test_staff_add_hours_that_were_forgotten_and_the_provider_is_told(
    put_in, act, close, client_of, drain, pat_provider, cora_coordinator, dana_of_riverton
):
    tta_request = put_in("in-delivery")
    page = f"/requests/{tta_request.number}/hours/"
    cora, dana = client_of(cora_coordinator), client_of(dana_of_riverton)
    day = clock.today("America/Chicago")
    late = {"worker": pat_provider.pk, "worked_on": day.isoformat(), "spent": "2", "what": "Wrote"}
    late |= {"reason": "Pat was on leave."}
    assert cora.post(page, late).status_code == 403  # the provider logs them until the closing
    close(tta_request)
    assert "Add or correct hours" in words(cora.get(f"/requests/{tta_request.number}/"))
    assert "Add hours" not in words(dana.get(page))
    assert dana.post(page, late).status_code == 403
    assert client_of(pat_provider).post(page, late).status_code == 404
    for wrong, said in (
        ({"reason": " "}, "Enter a reason. It's saved with the hours."),
        ({"worker": ""}, "Choose the person whose hours they are."),
        ({"worker": cora_coordinator.pk}, "Choose one of the provider's people."),
        ({"spent": "0"}, "Enter more than zero hours"),
        ({"worked_on": "2020-01-01"}, "when the request was submitted"),
        ({"worked_on": (day + timedelta(days=2)).isoformat()}, "Enter a date up to today."),
    ):
        answer = cora.post(page, late | wrong)
        assert (answer.status_code, said in words(answer)) == (422, True), (wrong, words(answer))
    done = words(cora.post(page, late, follow=True))
    assert "Hours added." in done
    assert f"Added by {cora_coordinator}: “Pat was on leave.”" in done
    full = cora.post(page, late | {"spent": "23", "what": "All of it"})
    assert (full.status_code, "All of it" in full.text) == (422, True)
    assert "has entered 2 hours for that day" in words(full)
    drain()
    assert told("hours") == {pat_provider.name}
    with acting_atomic("system:demo"):
        kept = HoursEntry.objects.standing().get()
    assert (kept.entered_by, kept.corrected_by) == (pat_provider, cora_coordinator)
    assert kept.organization_id == pat_provider.organization_id


def test_hours_are_added_for_the_providers_people_once_the_request_ended(
    put_in, act, close, pat_provider, cora_coordinator, dana_of_riverton
):
    tta_request = put_in("in-delivery")
    values = {"worked_on": clock.today("America/Chicago"), "spent": timedelta(hours=1)}
    values |= {"worker": pat_provider, "what": "Met", "reason": WHY}
    with act(cora_coordinator) as by, pytest.raises(NotYours):
        late_hours.add(tta_request, **values, by=by)
    close(tta_request)
    with acting_atomic("system:demo"):
        over = TTARequest.objects.get(pk=tta_request.pk)
    with act(dana_of_riverton) as by, pytest.raises(NotYours):
        late_hours.add(over, **values, by=by)
    with act(cora_coordinator) as by:
        with pytest.raises(InvalidInput, match="Choose a person from"):
            late_hours.add(over, **values | {"worker": cora_coordinator}, by=by)
        with pytest.raises(InvalidInput, match="Enter a reason"):
            late_hours.add(over, **values | {"reason": " "}, by=by)
        added = late_hours.add(over, **values, by=by)
        right = {"worked_on": added.worked_on, "what": "Met", "reason": "Half of it."}
        half = commitments.correct_hours(added, spent=timedelta(minutes=30), **right, by=by)
    assert (half.corrects, half.entered_by) == (added, pat_provider)


def test_forgotten_hours_may_be_long_ago(
    put_in, act, close, client_of, cora_coordinator, pat_provider
):
    tta_request = put_in("in-delivery")
    close(tta_request)
    two_years = clock.now() + timedelta(days=730)
    sent = {"worker": pat_provider.pk, "spent": "2", "what": "Wrote", "reason": WHY}
    sent |= {"worked_on": (clock.today("America/Chicago") + timedelta(days=1)).isoformat()}
    with clock.frozen(two_years):
        page = f"/requests/{tta_request.number}/hours/"
        done = client_of(cora_coordinator).post(page, sent, follow=True)
    assert "Hours added." in words(done)


def test_corrected_hours_stay_with_the_provider_that_worked_them(
    put_in, act, pat_provider, second_provider, cora_coordinator
):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        wrong = log(tta_request, by, 2)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=tta_request.pk).update(provider=second_provider)
    more = {"worked_on": wrong.worked_on, "what": "Met", "reason": WHY}
    with act(cora_coordinator) as by:
        made = commitments.correct_hours(wrong, spent=timedelta(hours=1), **more, by=by)
    assert made.organization_id == pat_provider.organization_id


def test_a_providers_own_correction_of_hours_tells_nobody(put_in, act, drain, pat_provider):
    UserFactory(organization=pat_provider.organization)
    with act(pat_provider) as by:
        wrong = log(put_in("in-delivery"), by, 2)
        more = {"worked_on": wrong.worked_on, "what": "Met", "reason": WHY}
        commitments.correct_hours(wrong, spent=timedelta(hours=1), **more, by=by)
    drain()
    assert told("hours") == set()


def test_staff_remove_a_resource_of_a_closed_request(
    put_in, act, close, client_of, champion_of_riverton, cora_coordinator
):
    tta_request = put_in("in-delivery")
    values = {"office": ProgramOffice.OVC, "title": "Help", "url": "", "note": "Pays."}
    with act(champion_of_riverton) as by:
        shared = resources.share(tta_request, **values, by=by)
    close(tta_request)
    own = f"/requests/{tta_request.number}/"
    page = f"{own}resources/{shared.pk}/remove/"
    assert page in client_of(cora_coordinator).get(own).text
    assert page not in client_of(champion_of_riverton).get(own).text
    with act(champion_of_riverton) as by, pytest.raises(NotYours):
        resources.remove(shared, reason="Wrong.", by=by)
    with act(cora_coordinator) as by:
        assert resources.remove(shared, reason="Wrong.", by=by).removed_at


def test_the_api_corrects_a_delivery(delivered, caller, fresh, pat_provider, mayor_of_riverton):
    where = f"/requests/{delivered.number}/"
    pat, mayor = caller(pat_provider), caller(mayor_of_riverton)
    tag = pat.get(where)["ETag"]
    sent = {"people_trained": 22, "reason": WHY}
    to = f"{where}delivery-corrections/"
    assert mayor.post(to, sent, If_Match=mayor.get(where)["ETag"]).status_code == 403
    assert pat.post(to, sent).status_code == 428
    assert pat.post(to, {"reason": WHY}, If_Match=tag).status_code == 422
    done = pat.post(to, sent, If_Match=tag)
    assert (done.status_code, done.json()["people_trained"]) == (200, 22)
    assert pat.post(to, sent | {"people_trained": 2}, If_Match=tag).status_code == 412
    gone = pat.post(to, {"people_trained": None, "reason": WHY}, If_Match=done["ETag"])
    assert gone.json()["people_trained"] is None
    assert fresh(delivered).people_trained is None
