"""Owners of recommendations: changed with a reason, reminded, followed by another one when they leave."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from engagements.actions import commitments, evidence, recommendation_owners
from engagements.errors import NotYourRecommendation, NotYours
from engagements.exports import RECOMMENDATIONS
from engagements.models import Commitment, EvidenceFile, Recommendation, RecommendationStep
from engagements.policies.recommendations import OWN_WORK, is_someone_else
from engagements.reminders import RecommendationCheck, RecommendationDue, SustainedCheck
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import held_by
from foundation.accounts.models import Away
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused, StaleEdit
from sites.actions import departures
from sites.models import Membership
from tests.factories.engagements import RecommendationFactory
from tests.needs.test_everywhere import asked_of
from tests.notifications.sending import gate_is_open

NOON = datetime(2026, 12, 2, 17, tzinfo=UTC)
DUE = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def accepted(riverton, lee_liaison, ella) -> Recommendation:
    """One that Riverton accepted; Ella of its leadership owns it."""
    with acting_atomic("system:demo"):
        return RecommendationFactory(
            site=riverton,
            status="accepted",
            owner="Chief of police",
            owner_person=ella,
            due_on=DUE,
            written_by=lee_liaison,
        )


def change(row: Recommendation, by: Actor, **values: object) -> Recommendation:
    given = {"owner": row.owner, "owner_person": row.owner_person, "due_on": row.due_on}
    return recommendation_owners.change(
        row, **{**given, "reason": "The chief retires.", "version": row.version, **values}, by=by
    )


def told(kind: type, at: datetime) -> list[tuple[str, set[int]]]:
    with acting_atomic("system:reminders"), clock.frozen(at):
        return [(notice.step, set(notice.recipient_ids)) for notice in kind().due(at)]


def test_a_change_keeps_both_values_and_the_reason(accepted, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        moved = change(accepted, by, due_on=date(2027, 4, 1))
        again = change(moved, by, owner="Commander", owner_person=None, reason="Moved.")
        steps = RecommendationStep.objects.filter(recommendation=accepted, step="change")
        assert [each.changes for each in steps.order_by("made_at", "on")] in (
            [
                {"due_on": ["2027-03-01", "2027-04-01"]},
                {"owner": ["Chief of police", "Commander"], "owner_person": ["Ella", ""]},
            ],
            [
                {"owner": ["Chief of police", "Commander"], "owner_person": ["Ella", ""]},
                {"due_on": ["2027-03-01", "2027-04-01"]},
            ],
        )
    assert (again.owner, again.owner_person, again.due_on) == ("Commander", None, date(2027, 4, 1))


def test_a_change_is_refused_without_reason_on_an_old_version_or_by_someone_else(
    accepted, acting_as, dana_of_riverton, ella, omar_of_lakeside
):
    with acting_as(dana_of_riverton) as by:
        with pytest.raises(InvalidInput, match="reason"):
            change(accepted, by, reason=" ", due_on=date(2027, 4, 1))
        with pytest.raises(InvalidInput, match="another owner or due date"):
            change(accepted, by)
        with pytest.raises(StaleEdit):
            change(accepted, by, version=0, due_on=date(2027, 4, 1))
        with pytest.raises(InvalidInput, match="seat on the site's team"):
            change(accepted, by, owner_person=omar_of_lakeside)
        with pytest.raises(InvalidInput, match="today or a later day"):
            change(accepted, by, due_on=date(2026, 12, 1))
    with acting_as(ella) as by, pytest.raises(NotYourRecommendation):
        change(accepted, by, due_on=date(2027, 4, 1))


def test_a_proposed_one_has_no_owner_to_change(accepted, acting_as, dana_of_riverton):
    with acting_atomic("system:demo"):
        Recommendation.objects.filter(pk=accepted.pk).update(status="proposed")
    with acting_as(dana_of_riverton) as by, pytest.raises(Refused, match="can't be changed"):
        change(accepted, by, due_on=date(2027, 4, 1))


@pytest.mark.parametrize(
    ("at", "step"),
    [
        (datetime(2027, 2, 15, 5, 30, tzinfo=UTC), ""),  # still the evening of Feb 14 there
        (datetime(2027, 2, 15, 18, tzinfo=UTC), "soon"),
        (datetime(2027, 3, 1, 18, tzinfo=UTC), "due"),
        (datetime(2027, 5, 1, 18, tzinfo=UTC), ""),
    ],
)
def test_the_owner_is_reminded_by_the_sites_day(accepted, ella, dana_of_riverton, at, step):
    assert told(RecommendationDue, at) == ([(step, {ella.pk})] if step else [])


def test_a_new_day_is_reminded_of_again_and_the_old_notice_settles(
    accepted, acting_as, ella, dana_of_riverton
):
    at = datetime(2027, 2, 20, 18, tzinfo=UTC)
    with acting_atomic("system:reminders"):
        [notice] = RecommendationDue().due(at)
    assert gate_is_open(notice, ella)
    with clock.frozen(at), acting_as(dana_of_riverton) as by:
        change(accepted, by, due_on=date(2027, 6, 1))
    assert not gate_is_open(notice, ella)
    assert told(RecommendationDue, datetime(2027, 5, 20, 18, tzinfo=UTC)) == [("soon", {ella.pk})]


def test_the_checks_ask_the_owner_and_someone_other_than_the_author(
    riverton, accepted, ella, lee_liaison, mona_manager, dana_of_riverton
):
    day = date(2026, 12, 10)
    with acting_atomic("system:demo"):
        Recommendation.objects.filter(pk=accepted.pk).update(
            status="verified", next_check_on=day, sustained_check_on=day
        )
    noon = datetime(2026, 12, 10, 18, tzinfo=UTC)
    assert told(RecommendationCheck, noon - timedelta(days=1)) == []
    assert told(RecommendationCheck, noon) == [("due", {ella.pk})]
    assert told(RecommendationCheck, noon + timedelta(days=14)) == [("late", {ella.pk})]
    # Its liaison wrote it, so Program Managers confirm it.
    [(_, confirming)] = told(SustainedCheck, noon)
    assert lee_liaison.pk not in confirming
    assert mona_manager.pk in confirming


def test_when_the_owner_leaves_a_contact_chooses_the_next_one(
    accepted, acting_as, ella, dana_of_riverton, ula_of_riverton, mona_manager
):
    def asks() -> set[str]:
        return {need.cause.slug for need in asked_of(dana_of_riverton)}

    assert "reassign-recommendation" not in asks()
    with acting_as(mona_manager) as by:
        seat = Membership.objects.select_related("user", "site").get(user=ella)
        departures.end(seat, by=by)
    with clock.frozen(NOON + timedelta(minutes=1)):
        assert "reassign-recommendation" in asks()
        [(_, asked)] = told(RecommendationDue, datetime(2027, 2, 20, 18, tzinfo=UTC))
        assert asked == {dana_of_riverton.pk, ula_of_riverton.pk}
        with acting_as(dana_of_riverton) as by:
            fresh = Recommendation.objects.for_page().get(pk=accepted.pk)
            change(fresh, by, owner_person=ula_of_riverton)
        assert "reassign-recommendation" not in asks()


def test_whoever_ends_the_seat_can_choose_the_next_owner(
    accepted, acting_as, ella, ula_of_riverton, mona_manager
):
    with acting_as(mona_manager) as by:
        seat = Membership.objects.select_related("user", "site").get(user=ella)
        takes = {f"recommendation:{accepted.pk}": ula_of_riverton.pk}
        [held] = held_by(departures.loss_of(seat), reader=by)
        assert (held.name, held.title) == (next(iter(takes)), accepted.headline)
        departures.end(seat, takes=takes, by=by)
        assert Recommendation.objects.get(pk=accepted.pk).owner_person_id == ula_of_riverton.pk
        [step] = RecommendationStep.objects.filter(recommendation=accepted, step="change")
        assert (step.reason, step.changes) == (
            "Ella has left.",
            {"owner_person": ["Ella", ula_of_riverton.name]},
        )


def test_the_owner_adds_evidence_with_a_file_and_removes_it(
    accepted, client_of, ella, omar_of_lakeside
):
    client, page = client_of(ella), f"/recommendations/{accepted.pk}/"
    sent = {
        "text": "Order 26-04",
        "new_files": SimpleUploadedFile("order.txt", b"Order 26-04 of May", "text/plain"),
    }
    assert client.post(f"{page}evidence/", sent).status_code == 303
    assert "order.txt" in client.get(page).content.decode()
    with acting_atomic("system:demo"):
        file = EvidenceFile.objects.get()
    answer = client.get(f"/evidence-files/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"Order 26-04 of May"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client_of(omar_of_lakeside).get(f"/evidence-files/{file.pk}/").status_code == 404
    done = client.post(f"/evidence-files/{file.pk}/remove/", {"reason": "A name."}, follow=True)
    assert "order.txt → none" in done.content.decode()
    assert client.get(f"/evidence-files/{file.pk}/").status_code == 404


def test_a_file_is_removed_once(accepted, acting_as, ella, dana_of_riverton):
    with acting_as(ella) as by:
        shown = evidence.add(accepted, text="Roster", by=by)
    with acting_atomic("system:demo"):
        file = EvidenceFile.objects.create(
            site=accepted.site,
            evidence=shown,
            name="roster.txt",
            media_type="text/plain",
            content="3" * 32,
            size=1,
            sha256="0" * 64,
            uploaded_by=ella,
            uploaded_at=NOON,
        )
    with acting_as(dana_of_riverton) as by:
        with pytest.raises(InvalidInput):
            evidence.remove_file(file, reason=" ", by=by)
        evidence.remove_file(file, reason="A name.", by=by)
        with pytest.raises(Refused, match="already removed"):
            evidence.remove_file(file, reason="A name.", by=by)


def test_the_page_changes_the_owner_and_says_what_was(accepted, client_of, dana_of_riverton):
    page = f"/recommendations/{accepted.pk}/"
    sent = {"owner": "Commander", "due_on": "2027-04-01", "reason": "Moved.", "version": "1"}
    done = client_of(dana_of_riverton).post(f"{page}owner/", sent, follow=True).content.decode()
    assert "Owner: Chief of police → Commander" in done
    assert "Due date: Mar 1, 2027 → Apr 1, 2027" in done


def test_the_boards_filter_by_principle_owner_and_are_exported(
    accepted, client_of, ella, acting_as
):
    client, board = client_of(ella), "/recommendations/"
    assert accepted.headline in client.get(f"{board}?who=me").content.decode()
    assert "No recommendations found." in client.get(f"{board}?due=repeats").content.decode()
    with acting_as(ella) as by:
        rows, place = RECOMMENDATIONS.rows(by, QueryDict("who=me"), "", 10)
        assert [(row[2], row[6], row[7]) for row in rows] == [
            (accepted.headline, "Chief of police", "Ella")
        ]
        assert RECOMMENDATIONS.rows(by, QueryDict("who=me"), place, 10)[0] == []
        assert RECOMMENDATIONS.count(by, QueryDict("state=verified"), 10) == 0


def test_an_owner_or_giver_of_evidence_does_not_verify(
    accepted, acting_as, lee_liaison, mona_manager, ella
):
    """Lee, a liaison, owned it and gave its evidence; Ella owns it now, and the manager verifies."""
    day = clock.today(accepted.site.time_zone)
    with acting_atomic("system:demo"):
        Recommendation.objects.filter(pk=accepted.pk).update(
            written_by=None, owner_person=lee_liaison, sustained_check_on=day
        )
        accepted.refresh_from_db()
    with acting_as(lee_liaison) as by:
        evidence.add(accepted, text="Roster", by=by)
    verify, lee = QueryDict("who=verify"), lee_liaison
    asks = {"verify-recommendation", "sustain-recommendation"}
    for owner in (lee, ella):
        for status in ("implemented", "verified"):
            with acting_atomic("system:demo"):
                Recommendation.objects.filter(pk=accepted.pk).update(
                    status=status, owner_person=owner
                )
                accepted.refresh_from_db()
            assert not asks & {need.cause.slug for need in asked_of(lee)}
            with acting_as(lee) as by:
                assert RECOMMENDATIONS.count(by, verify, 10) == 0
                assert is_someone_else(by, accepted) == OWN_WORK
            with acting_as(mona_manager) as by:
                assert is_someone_else(by, accepted) is True
        [(_, confirming)] = told(SustainedCheck, NOON)
        assert lee.pk not in confirming
        assert mona_manager.pk in confirming
    assert asks & {need.cause.slug for need in asked_of(mona_manager)}


def test_who_stands_in_for_an_owner_on_leave_is_reminded_and_acts(
    accepted, acting_as, ella, member
):
    nia = member(accepted.site, "executive-leadership", "executive", name="Nia").user
    with acting_atomic("system:demo"):
        owed = Commitment.objects.create(
            site=accepted.site, text="Walk", owner=ella, due_on=DUE, made_at=NOON
        )
        days = {"away_from": date(2027, 2, 1), "until": DUE}
        Away.objects.create(person=ella, stands_in=nia, **days)
    with acting_as(nia) as by:
        with pytest.raises(NotYours):
            commitments.complete(owed, by=by)
        with pytest.raises(NotYourRecommendation):
            evidence.add(accepted, text="Roster", by=by)
    noon = datetime(2027, 2, 20, 18, tzinfo=UTC)
    with acting_atomic("system:reminders"):
        [notice] = RecommendationDue().due(noon)
    assert notice.recipients == {ella.pk, nia.pk}
    with clock.frozen(noon):
        assert gate_is_open(notice, nia)
        assert gate_is_open(notice, ella)
        with acting_as(nia) as by:
            assert commitments.complete(owed, by=by).done_by_id == nia.pk
            assert evidence.add(accepted, text="Roster", by=by).made_by_id == nia.pk
    assert told(RecommendationDue, datetime(2027, 3, 3, 18, tzinfo=UTC)) == [("due", {ella.pk})]
