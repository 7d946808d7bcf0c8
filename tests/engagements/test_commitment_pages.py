"""Pages of commitments without a request: adding one, its page, its steps, and who may use them."""

import re
from datetime import date, timedelta

import pytest

from engagements.actions import commitments
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.ui import dates
from tests.factories.engagements import RecommendationFactory
from tests.pages import words

NEW = "/commitments/new/"


@pytest.fixture
def day() -> date:
    return clock.today("America/Chicago") + timedelta(days=20)


@pytest.fixture
def promised(riverton, acting_as, dana_of_riverton, day) -> Commitment:
    with acting_as(dana_of_riverton) as by:
        return commitments.add(riverton, text="Name a room", due_on=day, by=by)


@pytest.fixture
def where(promised) -> str:
    return f"/commitments/{promised.pk}/"


def _form(day: date, **more: str) -> dict[str, str]:
    return {
        "site": "riverton-ex",
        "kind": "commitment",
        "text": "Call the chief",
        "owed_by": "site",
        "due_on": day.isoformat(),
    } | more


def test_a_contact_adds_one_and_finds_it_in_each_list(riverton, client_of, dana_of_riverton, day):
    dana = client_of(dana_of_riverton)
    assert f'href="{NEW}"' in dana.get("/commitments/").content.decode()
    listed = "/sites/riverton-ex/commitments/"
    assert "No commitments yet." in dana.get(listed).content.decode()
    assert f'href="{NEW}?site=riverton-ex"' in dana.get(listed).content.decode()
    assert listed in dana.get("/sites/riverton-ex/workspace/").content.decode()
    assert 'value="riverton-ex" selected' in dana.get(f"{NEW}?site=riverton-ex").content.decode()
    done = dana.post(NEW, _form(day, mine="on"), follow=True).content.decode()
    assert "Commitment added." in done
    for page in (listed, "/commitments/"):
        assert "Call the chief" in dana.get(page).content.decode()
    with acting_atomic("system:demo"):
        made = Commitment.objects.get()
        Commitment.objects.update(due_on=clock.today("America/Chicago") - timedelta(days=1))
    assert "Past due" in words(dana.get(listed))
    assert "Status Past due" in words(dana.get(f"/commitments/{made.pk}/"))


def test_one_from_a_recommendation_names_it_and_links_to_it(
    riverton, client_of, dana_of_riverton, lee_liaison, omar_of_lakeside, day
):
    with acting_atomic("system:demo"):
        came = RecommendationFactory(site=riverton, headline="Add an on-call schedule")
    path, dana = f"{NEW}?origin=recommendation:{came.pk}", client_of(dana_of_riverton)
    form = dana.get(path).content.decode()
    assert f"From “{came.reference} Add an on-call schedule”" in form
    assert "Lee Liaison" in form
    values = _form(day, owner=str(lee_liaison.pk))
    shown = dana.post(path, values, follow=True).content.decode()
    assert f'<a href="/recommendations/{came.pk}/">Recommendation: {came.reference} Add an' in shown
    assert "Lee Liaison" in shown
    assert client_of(omar_of_lakeside).get(path).status_code == 404


def test_without_the_box_it_is_nobodys_own(riverton, client_of, dana_of_riverton, day):
    dana = client_of(dana_of_riverton)
    assert dana.post(NEW, _form(day)).status_code == 303
    assert "Call the chief" not in dana.get("/commitments/").content.decode()
    assert "Call the chief" in dana.get("/commitments/?whose=sites").content.decode()


def test_errors_say_what_to_enter(riverton, client_of, dana_of_riverton, day):
    dana = client_of(dana_of_riverton)
    empty = dana.post(NEW, {"text": ""}).content.decode()
    for sentence in ("Choose a site.", "Enter what will be done.", "Enter a date."):
        assert sentence in empty
    past = dana.post(NEW, _form(day - timedelta(days=40))).content.decode()
    assert "Enter a date from today through five years from now." in past


def test_only_ones_own_sites_can_be_chosen(riverton, lakeside, client_of, omar_of_lakeside, day):
    omar = client_of(omar_of_lakeside)
    assert "riverton-ex" not in omar.get(NEW).content.decode()
    refused = omar.post(NEW, _form(day)).content.decode()
    assert "Choose one of your sites from the list." in refused


def test_another_sites_people_find_neither_page_nor_step(
    promised, where, client_of, omar_of_lakeside
):
    omar = client_of(omar_of_lakeside)
    assert omar.get("/sites/riverton-ex/commitments/").status_code == 404
    assert omar.get(where).status_code == 404
    for step in ("finish", "date", "reopen"):
        assert omar.post(f"{where}{step}/").status_code == 404


def test_a_reader_without_the_permission_sees_it_and_takes_no_step(where, client_of, ella):
    reader = client_of(ella)
    shown = reader.get(where).content.decode()
    assert "Name a room" in shown
    assert "Set a new date" not in shown
    assert "Add commitment" not in reader.get("/sites/riverton-ex/commitments/").content.decode()
    for page in (NEW, f"{where}finish/", f"{where}date/"):
        assert reader.get(page).status_code == 403
    assert reader.post(f"{where}reopen/").status_code == 403


def test_a_new_date_needs_a_reason_and_the_former_one_stays_on_the_page(
    promised, where, client_of, lee_liaison, day
):
    lee, later = client_of(lee_liaison), day + timedelta(days=9)
    form = {"due_on": later.isoformat(), "reason": ""}
    refused = lee.post(f"{where}date/", form).content.decode()
    assert "Enter a reason for the new date." in refused
    same = lee.post(f"{where}date/", {"due_on": day.isoformat(), "reason": "x"}).content.decode()
    assert "Enter a different date." in same
    form["reason"] = "The hall is shut."
    told = lee.post(f"{where}date/", form, follow=True).content.decode()
    assert "Date changed." in told
    assert "The hall is shut." in told
    assert f"from {dates.full_day(day)} to {dates.full_day(later)}" in told


def test_done_with_evidence_and_reopened(promised, where, client_of, lee_liaison, dana_of_riverton):
    """Of two people who mark it, the second reads who was first, and keeps what they typed."""
    lee, dana = client_of(lee_liaison), client_of(dana_of_riverton)
    done = lee.post(f"{where}finish/", {"evidence": "Room 4, City Hall"}, follow=True)
    assert "Room 4, City Hall" in done.content.decode()
    assert "Set a new date" not in done.content.decode()
    twice = dana.post(f"{where}finish/", {"evidence": "Order 26-04", "version": "1"})
    first = "Lee Liaison already marked this commitment as done on "
    assert first in words(twice)
    assert "with the evidence “Room 4, City Hall”." in words(twice)
    assert 'value="Order 26-04"' in twice.text
    late = dana.get(f"{where}finish/")
    assert (late.status_code, first in words(late)) == (409, True)
    again = words(lee.post(f"{where}reopen/", follow=True))
    assert "Commitment reopened." in again
    by_lee = r"%s (“Room 4, City Hall” )?\w{3} \w{3} \d+, \d+:\d\d [ap]m CT by Lee Liaison"
    for what in ("Reopened", "Marked as done"):
        assert re.search(by_lee % what, again)
    with acting_atomic("system:demo"):
        promised.refresh_from_db()
        assert promised.is_open


def test_a_form_opened_before_someone_elses_change_is_refused(
    promised, where, client_of, dana_of_riverton, acting_as, day
):
    dana, seen = client_of(dana_of_riverton), 'name="version" value="1"'
    for step in ("finish", "date", "owner"):
        assert seen in dana.get(f"{where}{step}/").content.decode()
    with acting_as(dana_of_riverton) as by:
        later = day + timedelta(days=1)
        commitments.change_date(promised, due_on=later, reason="The hall is shut.", by=by)
    form = {"due_on": day.isoformat(), "reason": "x", "owner": dana_of_riverton.pk, "version": "1"}
    for step in ("finish", "date", "owner"):
        refused = dana.post(f"{where}{step}/", form)
        assert refused.status_code == 409
        assert f"Now due {dates.full_day(later)}. Owner: " in words(refused)
    with acting_atomic("system:demo"):
        kept = Commitment.objects.get(pk=promised.pk)
    assert (kept.version, kept.done_at, kept.owner_id) == (2, None, None)
