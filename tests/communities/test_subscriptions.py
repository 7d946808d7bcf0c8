"""Follow the posts of a community or one thread, and stop: who is told of what."""

import pytest
from django.db.utils import ProgrammingError

from communities.actions import communities, posts, subscriptions
from communities.errors import MembersOnly, Retired
from communities.models import Subscription
from foundation.calendars import clock
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_followers_are_told_of_posts_until_they_stop_or_leave(
    act,
    client_of,
    standards,
    joins,
    drain,
    community,
    dana_of_riverton,
    omar_of_lakeside,
    fay_facilitator,
    mona_manager,
):
    for person in (dana_of_riverton, omar_of_lakeside):
        joins(person)
    omar, dana = client_of(omar_of_lakeside), client_of(dana_of_riverton)
    assert omar.post("/communities/analysts/follow/").status_code == 303
    assert omar.post("/communities/analysts/follow/").status_code == 303  # a second time
    assert "Stop following" in words(omar.get("/communities/analysts/"))
    with act(dana_of_riverton) as by:
        question = posts.write(community, text="Secret question", by=by)
        assert not Subscription.objects.exists()  # the database alone: one's own choices
        posts.remove(posts.write(community, text="Gone", by=by), reason="", by=by)
    thread = question.get_absolute_url()
    assert "Stop following" in words(dana.get(thread))  # she wrote in it
    assert dana.post(f"{thread}unfollow/").status_code == 303
    assert "Stop following" not in words(dana.get(thread))
    assert omar.post(f"{thread}follow/").status_code == 303
    with act(fay_facilitator) as by:
        posts.write(community, text="Secret answer", parent=question, by=by)
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind__in=("community-post", "community-reply"))
        assert sorted(told.values_list("kind", "recipient")) == [
            ("community-post", omar_of_lakeside.pk),
            ("community-reply", omar_of_lakeside.pk),
        ]
    with act(mona_manager) as by:
        with pytest.raises(MembersOnly):
            subscriptions.choose(community, is_following=True, by=by)
        communities.take(community, "retire", version=2, reason="Merged", by=by)
    assert omar.post("/communities/analysts/unfollow/").status_code == 403
    with act(omar_of_lakeside) as by:
        retired = type(community).objects.get(pk=community.pk)
        with pytest.raises(Retired):
            subscriptions.choose(retired, is_following=False, by=by)
        assert not Subscription.objects.update(is_following=False)
    for person in (mona_manager, omar_of_lakeside):
        with pytest.raises(ProgrammingError), act(person):
            Subscription.objects.create(
                community=community, person=person, is_following=True, changed_at=clock.now()
            )
