"""Following a request: the news of it reaches who asked for it, and nobody else."""

import pytest
from django.db import ProgrammingError, transaction

from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from sites.actions import break_glass
from sites.enums import Handling
from tests.pages import words
from tta_requests.actions import followers, handling, messages, pauses, triage
from tta_requests.errors import NotYours
from tta_requests.models import Follower, TTARequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(sent_by, dana_of_riverton, riverton, mayor_of_riverton, act, drain) -> TTARequest:
    """A request that the mayor follows from now on."""
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    with act(mayor_of_riverton) as by:
        tta_request.refresh_from_db()
        followers.follow(tta_request, by=by)
    return tta_request


def news(user) -> list[str]:
    with acting_atomic(f"user:{user.pk}"):
        return sorted(
            one.title.partition(": ")[2]
            for one in Notification.objects.filter(recipient=user, entry__kind="followed")
        )


def test_a_follower_hears_of_each_step_and_message(
    followed, act, cora_coordinator, mayor_of_riverton, drain
):
    with act(cora_coordinator) as by:
        messages.post(followed, text="We read it.", by=by)
        messages.post(followed, text="Between us.", internal=True, by=by)
        current = TTARequest.objects.get(pk=followed.pk)
        pauses.hold(current, reason="The site asked.", until=None, by=by)
    drain()
    assert news(mayor_of_riverton) == ["read the new message", "see what changed"]


def test_nobody_hears_of_their_own_message(
    followed, act, mayor_of_riverton, cora_coordinator, drain
):
    with act(cora_coordinator) as by:
        followers.follow(followed, by=by)
        messages.post(followed, text="We read it.", by=by)
    drain()
    assert news(cora_coordinator) == []
    assert news(mayor_of_riverton) == ["read the new message"]


def test_who_is_told_anyway_is_told_once(followed, act, dana_of_riverton, cora_coordinator, drain):
    with act(dana_of_riverton) as by:
        followers.follow(followed, by=by)
    with act(cora_coordinator) as by:
        messages.post(followed, text="We read it.", by=by)
    drain()
    assert news(dana_of_riverton) == []


def test_after_unfollowing_nothing_comes(followed, act, cora_coordinator, mayor_of_riverton, drain):
    with act(cora_coordinator) as by:
        messages.post(followed, text="We read it.", by=by)
    with act(mayor_of_riverton) as by:
        followers.unfollow(followed, by=by)
        followers.unfollow(followed, by=by)
    drain()
    assert news(mayor_of_riverton) == []


def test_following_twice_is_following_once(followed, act, mayor_of_riverton):
    with act(mayor_of_riverton) as by:
        followers.follow(followed, by=by)
        assert Follower.objects.of_request(followed.pk).count() == 1


def test_a_federal_item_is_news_to_no_one_who_may_not_read_it(
    followed, act, cora_coordinator, mayor_of_riverton, drain
):
    with act(cora_coordinator) as by:
        current = TTARequest.objects.get(pk=followed.pk)
        handling.change(
            current, mark=Handling.FEDERAL, agencies=["atf"], version=current.version, by=by
        )
        messages.post(followed, text="We read it.", by=by)
    drain()
    assert news(mayor_of_riverton) == []


def test_another_sites_people_can_not_follow(followed, act, omar_of_lakeside):
    with act(omar_of_lakeside) as by, pytest.raises(NotYours):
        followers.follow(followed, by=by)


def test_a_draft_is_not_followed(draft_of, dana_of_riverton, riverton, act):
    draft = draft_of(dana_of_riverton, riverton)
    with act(dana_of_riverton) as by, pytest.raises(NotYours):
        followers.follow(draft, by=by)


def test_who_follows_is_nobody_elses_to_know_or_to_change(
    followed, cora_coordinator, mayor_of_riverton
):
    row = {"site_id": followed.site_id, "request": followed, "since": followed.created_at}
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        assert Follower.objects.count() == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            Follower.objects.create(person=mayor_of_riverton, **row)


def test_the_page_follows_and_unfollows(followed, client_of, lee_liaison):
    client, page = client_of(lee_liaison), f"/requests/{followed.number}/"
    assert "Stop following" not in client.get(page).content.decode()
    assert client.post(f"{page}follow/").url == page
    shown = words(client.get(page))
    assert "Stop following" in shown
    assert f"You follow {followed.number}. We'll notify you" in shown
    assert client.post(f"{page}unfollow/").url == page
    assert "Stop following" not in client.get(page).content.decode()


def test_breaking_the_glass_is_for_reading_only(followed, adam_admin, riverton, act):
    with act(adam_admin) as by:
        break_glass.break_glass(riverton, reason="Complaint 12", by=by)
    with act(adam_admin) as by, pytest.raises(NotYours):
        followers.follow(followed, by=by)


def test_an_acknowledgment_that_moves_no_state_was_news_to_nobody(
    followed, act, cora_coordinator, mayor_of_riverton, dana_of_riverton, drain
):
    with act(dana_of_riverton) as by:
        followers.follow(followed, by=by)
    with act(cora_coordinator) as by:
        before = followed.status
        assert triage.acknowledge(followed, by=by).status == before != "triage"
    drain()
    assert news(mayor_of_riverton) == ["see what changed"]
    assert news(dana_of_riverton) == []
