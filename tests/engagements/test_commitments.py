"""Commitments of a site that come from no request."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps

from engagements.actions import commitments
from engagements.errors import NotYours
from engagements.models import Commitment, origins
from foundation.calendars import clock
from foundation.tenancy.context import acting
from foundation.workflow.errors import InvalidInput, NotFound, Refused
from tests.factories.tta_requests import CoreAreaFactory
from tta_requests.models import TTARequest
from tta_requests.models.visibility import of_visible_requests

DAY = date(2027, 3, 1)


@pytest.fixture
def promised(riverton, acting_as, dana_of_riverton) -> Commitment:
    with acting_as(dana_of_riverton) as by:
        return commitments.add(riverton, text="Name a room", due_on=DAY, by=by)


@pytest.fixture
def of_request(riverton, lee_liaison) -> Commitment:
    with acting("system:demo"):
        asked = TTARequest.objects.create(
            site=riverton,
            number="PSP-2026-0042",
            title="NIBIN backlog",
            status="triage",
            requester=lee_liaison,
            core_area=CoreAreaFactory(),
            handling="federal",
            federal_agencies=["ATF"],
            created_at=clock.now(),
            submitted_at=clock.now(),
        )
        return Commitment.objects.create(
            site=riverton,
            request=asked,
            text="Send the case list",
            owed_by="site",
            due_on=DAY,
            made_by=lee_liaison,
            made_at=clock.now(),
        )


def test_the_sites_people_see_it_and_another_sites_do_not(
    promised, acting_as, dana_of_riverton, lee_liaison, mona_manager, omar_of_lakeside
):
    for person in (dana_of_riverton, lee_liaison, mona_manager):
        with acting_as(person) as by:
            assert Commitment.objects.visible_to(by).filter(pk=promised.pk).exists()
    with acting_as(omar_of_lakeside) as by:
        assert not Commitment.objects.visible_to(by).exists()
        assert not Commitment.objects.exists()


def test_one_of_a_federal_request_stays_hidden_by_either_wall(
    of_request, promised, acting_as, dana_of_riverton
):
    with acting_as(dana_of_riverton) as by:
        assert list(Commitment.objects.visible_to(by)) == [promised]
        assert list(Commitment.objects.all()) == [promised]
    with acting("system:demo"):
        seen = Commitment.objects.filter(origins.readable(by), request__isnull=False)
        assert not seen.exists()


def test_staff_see_those_of_requests_too(of_request, promised, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        assert set(Commitment.objects.visible_to(by)) == {of_request, promised}


def test_without_a_declared_rule_no_commitment_of_a_request_is_read(
    of_request, promised, acting_as, mona_manager, monkeypatch
):
    monkeypatch.setattr(origins, "_RULES", [])
    with acting_as(mona_manager) as by:
        assert list(Commitment.objects.visible_to(by)) == [promised]


def test_the_requests_room_declares_who_reads_those_of_requests():
    assert [of_visible_requests] == origins._RULES
    assert apps.get_model("engagements.Commitment") is Commitment


def test_done_with_evidence_and_undone(promised, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        done = commitments.complete(promised, evidence="Room 4, City Hall", by=by)
        assert (done.done_by, done.evidence) == (lee_liaison, "Room 4, City Hall")
        with pytest.raises(Refused):
            commitments.complete(promised, by=by)
        assert commitments.reopen(promised, by=by).is_open
        with pytest.raises(Refused):
            commitments.reopen(promised, by=by)
    with acting_as(lee_liaison):
        told = Commitment.pgh_event_model.objects.filter(pgh_obj=promised.pk)
        assert "Room 4, City Hall" in set(told.values_list("evidence", flat=True))


def test_a_new_date_has_a_reason_and_the_former_date_stays_in_the_history(
    promised, acting_as, dana_of_riverton
):
    later = date(2027, 4, 1)
    with acting_as(dana_of_riverton) as by:
        with pytest.raises(InvalidInput):
            commitments.change_date(promised, due_on=later, reason=" ", by=by)
        with pytest.raises(InvalidInput):
            commitments.change_date(promised, due_on=DAY, reason="No change.", by=by)
        moved = commitments.change_date(promised, due_on=later, reason="The hall is shut.", by=by)
    assert (moved.due_on, moved.date_reason) == (later, "The hall is shut.")
    with acting_as(dana_of_riverton):
        told = Commitment.pgh_event_model.objects.filter(pgh_obj=promised.pk).order_by("pgh_id")
        assert list(told.values_list("due_on", flat=True)) == [DAY, later]


def test_another_sites_people_may_not_add_or_change_it(
    riverton, promised, acting_as, omar_of_lakeside
):
    with acting_as(omar_of_lakeside) as by:
        with pytest.raises(NotYours):
            commitments.add(riverton, text="Name a room", due_on=DAY, by=by)
        with pytest.raises(NotFound):
            commitments.complete(promised, by=by)


def test_one_of_a_request_is_changed_only_by_the_requests_own_steps(
    of_request, acting_as, mona_manager
):
    with acting_as(mona_manager) as by, pytest.raises((NotYours, NotFound)):
        commitments.complete(of_request, by=by)


def test_the_inbox_shows_own_or_all_and_marks_one_as_done(
    promised, riverton, acting_as, lee_liaison, omar_of_lakeside, client_of
):
    with acting_as(lee_liaison) as by:
        own = commitments.add(
            riverton, text="Call the chief", due_on=DAY, owner_id=lee_liaison.pk, by=by
        )
    lee = client_of(lee_liaison)
    mine = lee.get("/commitments/").content.decode()
    assert "Call the chief" in mine
    assert "Name a room" not in mine
    every = lee.get("/commitments/", {"whose": "sites"}).content.decode()
    assert "Call the chief" in every
    assert "Name a room" in every
    answer = lee.post(f"/commitments/{own.pk}/done/", {"next": "/commitments/"})
    assert (answer.status_code, answer["Location"]) == (303, "/commitments/")
    assert "No open commitments." in lee.get("/commitments/").content.decode()
    other = client_of(omar_of_lakeside)
    assert "Name a room" not in other.get("/commitments/?whose=sites").content.decode()
    assert other.post(f"/commitments/{promised.pk}/done/").status_code == 404


def test_one_of_a_request_has_no_page_but_its_requests(of_request, client_of, mona_manager):
    mona = client_of(mona_manager)
    assert mona.get(f"/commitments/{of_request.pk}/").status_code == 404
    listed = mona.get("/sites/riverton-ex/commitments/").content.decode()
    assert f"/requests/{of_request.request.number}/#work" in listed


def test_a_site_list_hides_one_of_a_federal_request(of_request, client_of, dana_of_riverton):
    listed = client_of(dana_of_riverton).get("/sites/riverton-ex/commitments/").content.decode()
    assert "No commitments yet." in listed


def test_one_can_come_from_what_a_room_declared(riverton, lakeside, acting_as, lee_liaison):
    pk = uuid4()
    came = origins.Origin(kind="recommendation", pk=pk, title="Add an on-call " * 20, site=riverton)
    with acting_as(lee_liaison) as by:
        made = commitments.add(riverton, text="Draft a roster", due_on=DAY, origin=came, by=by)
        assert (made.origin_kind, made.origin_id) == ("recommendation", pk)
        assert made.origin_title.startswith("Add an on-call Add")
        found = Commitment.objects.visible_to(by).of_origins("recommendation", [pk])
        assert list(found) == [made]
        elsewhere = origins.Origin(kind="recommendation", pk=pk, title="Other", site=lakeside)
        with pytest.raises(NotYours):
            commitments.add(riverton, text="Draft", due_on=DAY, origin=elsewhere, by=by)


def test_plans_and_recommendations_are_declared_as_origins():
    assert {"recommendation", "strategic", "sustainability"} <= {
        kind.slug for kind in origins.kinds()
    }


def test_an_origin_that_names_nothing_is_none(acting_as, lee_liaison):
    with acting_as(lee_liaison) as by:
        for asked in (
            "",
            "recommendation:",
            "nothing:1",
            f"recommendation:{uuid4()}",
            "strategic:x",
        ):
            assert origins.find(by, asked) is None
