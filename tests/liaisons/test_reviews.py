"""Reviews: who decides, what the author sees, and what came before there were reviews."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError
from django.urls import reverse

from foundation.notifications import reminders
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused, StaleEdit
from liaisons.actions import log, reviews
from liaisons.enums import REVIEW, Stage
from liaisons.models import EngagementUpdate
from liaisons.querysets.updates import versions_of
from liaisons.reminders import ReviewAwaited
from tests.liaisons.conftest import NOW
from tests.pages import words

pytestmark = pytest.mark.django_db
WHY = "Say which bins were checked."


@pytest.fixture
def awaiting(update_of, riverton, lee_liaison) -> EngagementUpdate:
    """Create an update of Lee's that awaits its review."""
    return update_of(riverton, lee_liaison, awaiting=True)


@pytest.fixture
def returned(as_actor, awaiting, cora_coordinator) -> EngagementUpdate:
    """Return Lee's update."""
    with as_actor(cora_coordinator) as cora:
        return reviews.send_back(awaiting, version=1, reason=WHY, by=cora)


def stage_of(seen, update) -> Stage:
    return seen(update.pk)[0].status


def test_the_table_leads_from_a_draft_to_a_review_and_back():
    assert set(REVIEW.pairs()) == {
        ("draft", "submitted"),
        ("submitted", "reviewed"),
        ("submitted", "returned"),
        ("returned", "submitted"),
        ("returned", "reviewed"),
    }


def test_a_submitted_update_awaits_its_review(client_of, lee_liaison, posted, seen):
    pk = "8f7a3c52-5b6f-4d19-9d4c-0f6b7c9d1e2a"
    client_of(lee_liaison).post(f"/updates/new/?draft={pk}", posted())
    (update,) = seen()
    assert (update.status, update.review_asked_at) == (Stage.SUBMITTED, NOW)


def test_an_update_from_before_reviews_needs_none(client_of, visit, cora_coordinator, as_actor):
    assert visit.status == Stage.RECORDED
    text = words(client_of(cora_coordinator).get(reverse("liaisons:review-queue")))
    assert "No updates to review." in text
    with as_actor(cora_coordinator) as cora, pytest.raises(Refused):
        reviews.accept(visit, version=1, by=cora)


@pytest.mark.parametrize("who", ["cora_coordinator", "mona_manager"])
def test_staff_mark_as_reviewed_and_go_on_to_the_next(
    request, who, client_of, awaiting, update_of, riverton, lee_liaison, seen
):
    later = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    other = update_of(riverton, lee_liaison, awaiting=True, review_asked_at=later)
    client = client_of(request.getfixturevalue(who))
    text = words(client.get(awaiting.get_absolute_url()))
    assert "Awaiting your review" in text
    assert ("Next to review" in text, "Previous to review" in text) == (True, False)
    response = client.post(
        reverse("liaisons:review", args=[awaiting.pk]), {"version": "1", "nonce": "n" * 32}
    )
    assert response["Location"] == other.get_absolute_url()
    (kept,) = seen(awaiting.pk)
    assert (kept.status, kept.reviewed_version) == (Stage.REVIEWED, 1)
    assert kept.reviewed_by == request.getfixturevalue(who)


@pytest.mark.parametrize("who", ["lee_liaison", "dana_of_riverton", "ana_analyst"])
def test_nobody_else_reviews(request, who, as_actor, client_of, awaiting, seen):
    person = request.getfixturevalue(who)
    assert "Awaiting your review" not in words(client_of(person).get(awaiting.get_absolute_url()))
    with as_actor(person) as actor, pytest.raises(NotAllowed):
        reviews.accept(awaiting, version=1, by=actor)
    assert stage_of(seen, awaiting) == Stage.SUBMITTED


def test_authors_never_review_their_own(as_actor, update_of, riverton, cora_coordinator, seen):
    own = update_of(riverton, cora_coordinator, awaiting=True)
    with as_actor(cora_coordinator) as cora, pytest.raises(Refused, match="their own"):
        reviews.accept(own, version=1, by=cora)
    with acting_atomic("system:demo"), pytest.raises(DatabaseError, match="somebody_else"):
        EngagementUpdate.objects.filter(pk=own.pk).update(
            review=Stage.REVIEWED, reviewed_by=cora_coordinator, reviewed_at=NOW, reviewed_version=1
        )


def test_the_text_that_was_read_is_the_text_that_is_reviewed(
    as_actor, awaiting, lee_liaison, cora_coordinator, seen
):
    with as_actor(lee_liaison) as lee:
        log.correct(awaiting, values={"summary": "Another."}, edit=log.Edit(1), by=lee)
    with as_actor(cora_coordinator) as cora, pytest.raises(StaleEdit):
        reviews.accept(awaiting, version=1, by=cora)
    assert stage_of(seen, awaiting) == Stage.SUBMITTED


def test_returning_needs_a_reason(as_actor, awaiting, cora_coordinator):
    with as_actor(cora_coordinator) as cora, pytest.raises(InvalidInput):
        reviews.send_back(awaiting, version=1, reason=" ", by=cora)


def test_the_page_returns_with_a_reason(client_of, awaiting, cora_coordinator, seen):
    client = client_of(cora_coordinator)
    address = reverse("liaisons:return", args=[awaiting.pk])
    sent = {"version": "1", "nonce": "n" * 32}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"reason": WHY, "nonce": "m" * 32}).status_code == 303
    assert stage_of(seen, awaiting) == Stage.RETURNED


def test_the_author_is_notified_and_submits_it_again(
    client_of, returned, lee_liaison, cora_coordinator, as_actor, drain, seen
):
    drain()
    with acting_atomic("system:demo"):
        told = Ledger.objects.filter(kind="update-returned")
        assert [each.recipient for each in told] == [lee_liaison]
    text = words(client_of(lee_liaison).get(returned.get_absolute_url()))
    assert "Returned to author" in text
    assert WHY in text
    assert "Correct your update" in words(client_of(lee_liaison).get("/my-day/"))
    with as_actor(lee_liaison) as lee:
        log.correct(returned, values={"summary": "Bins 4 to 9."}, edit=log.Edit(1), by=lee)
    (kept,) = seen(returned.pk)
    assert (kept.status, kept.version) == (Stage.SUBMITTED, 2)
    assert "Review an update" in words(client_of(cora_coordinator).get("/my-day/"))


def test_a_returned_update_can_be_accepted_as_it_is(client_of, returned, cora_coordinator, seen):
    client = client_of(cora_coordinator)
    assert "Mark as reviewed" in words(client.get(returned.get_absolute_url()))
    page = reverse("liaisons:return", args=[returned.pk])
    assert client.get(page).status_code == 409
    late = client.post(page, {"version": "1", "reason": "Bins?"})
    assert late.status_code == 409
    assert "isn't awaiting your review. Returned by Cora Coordinator" in words(late)
    assert "Bins?" in late.text
    sent = {"version": "1", "nonce": "n" * 32}
    assert client.post(reverse("liaisons:review", args=[returned.pk]), sent).status_code == 303
    (kept,) = seen(returned.pk)
    assert (kept.status, kept.review_reason) == (Stage.REVIEWED, "")
    assert "Mark as reviewed" not in words(client.get(returned.get_absolute_url()))


def test_a_correction_after_a_review_is_a_version_and_says_so(
    client_of, as_actor, awaiting, lee_liaison, cora_coordinator, seen
):
    with as_actor(cora_coordinator) as cora:
        reviews.accept(awaiting, version=1, by=cora)
    with as_actor(lee_liaison) as lee:
        log.correct(seen(awaiting.pk)[0], values={"outcome": "A."}, edit=log.Edit(1), by=lee)
    (kept,) = seen(awaiting.pk)
    assert kept.status == Stage.REVIEWED
    assert "corrected since" in words(client_of(lee_liaison).get(kept.get_absolute_url()))
    with acting_atomic("system:demo"):
        assert [each.version for each in versions_of(kept)] == [1, 2]
        labels = kept.events.order_by("pgh_id").values_list("pgh_label", flat=True)
        assert list(labels) == ["entered", "reviewed", "corrected"]


def test_lists_and_search_show_it_whatever_the_review(client_of, returned, dana_of_riverton):
    assert "Walked the evidence room" in words(client_of(dana_of_riverton).get("/updates/"))


@pytest.mark.parametrize(
    ("at", "new"),
    [
        # Submitted on Friday the 20th, so that the third business day is Wednesday the 25th.
        (datetime(2026, 11, 25, 18, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 25, 23, 1, tzinfo=UTC), 1),
    ],
)
def test_coordinators_are_reminded_after_three_business_days(
    awaiting, visit, cora_coordinator, mona_manager, at, new
):
    (fired,) = [each for each in reminders.run(at) if each.slug == ReviewAwaited.slug]
    assert (fired.error, fired.new) == ("", new)
    with acting_atomic("system:demo"):
        told = Ledger.objects.filter(kind=ReviewAwaited.slug)
        assert [each.recipient for each in told] == [cora_coordinator] * new
