"""What a site shares of a recommendation: two texts, for everyone who signs in, until it is revoked or over."""

from datetime import timedelta

import pytest
from django.db.utils import ProgrammingError

from engagements.actions import shared_recommendations
from engagements.errors import AlreadyShared, NotYourRecommendation, UnlikelyDate
from engagements.models import Recommendation, SharedRecommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import NotFound, Refused
from tests.pages import words

pytestmark = pytest.mark.django_db
TEXT = {"headline": "Weekly shooting reviews", "result": "Each lead has an owner."}


@pytest.fixture
def done(riverton, gun_violence):
    """A recommendation of Riverton that was implemented, with text that stays there."""
    with acting_atomic("system:demo"):
        return Recommendation.objects.create(
            site=riverton,
            number=1,
            headline="Secret headline",
            text="Secret text",
            core_area=gun_violence,
            status="implemented",
            written_at=clock.now(),
        )


@pytest.fixture
def share(act, done):
    def make(user, **more) -> SharedRecommendation:
        with act(user) as by:
            return shared_recommendations.share(done, **TEXT | more, by=by)

    return make


def read_by(act, *people) -> list[list[SharedRecommendation]]:
    found = []
    for who in people:
        with act(who) as by:
            found.append(list(SharedRecommendation.objects.visible_to(by).in_force(clock.now())))
    return found


def test_a_contact_shares_and_revokes_and_it_is_gone_at_once_by_either_wall(
    act, done, share, dana_of_riverton, omar_of_lakeside, pat_provider, lee_liaison, monkeypatch
):
    for stranger, error in ((omar_of_lakeside, NotFound), (lee_liaison, NotYourRecommendation)):
        with pytest.raises(error):
            share(stranger)
    made = share(dana_of_riverton)
    with pytest.raises(AlreadyShared):
        share(dana_of_riverton)
    readers = (omar_of_lakeside, pat_provider)
    assert read_by(act, *readers) == [[made], [made]]
    with acting("public"):
        assert not SharedRecommendation.objects.visible_to(Actor.public()).exists()
        assert not SharedRecommendation.objects.exists()
    with act(omar_of_lakeside) as by:
        assert not Recommendation.objects.exists()
        with pytest.raises(NotYourRecommendation):
            shared_recommendations.revoke(made, by=by)
    with act(dana_of_riverton) as by:
        shared_recommendations.revoke(made, by=by)
        assert SharedRecommendation.objects.get().ended_by == dana_of_riverton
    assert read_by(act, *readers) == [[], []]
    with act(omar_of_lakeside):
        assert not SharedRecommendation.objects.exists()
    with monkeypatch.context() as patch:
        kind = type(SharedRecommendation.objects.all())
        patch.setattr(kind, "visible_to", lambda rows, _actor: rows.all())
        patch.setattr(kind, "in_force", lambda rows, _at: rows.all())
        assert read_by(act, *readers) == [[], []]
    assert share(dana_of_riverton).pk != made.pk


def test_what_is_shared_ends_with_its_last_day_and_needs_a_result(
    act, done, share, riverton, dana_of_riverton, omar_of_lakeside
):
    today = clock.today(riverton.time_zone)
    with pytest.raises(UnlikelyDate):
        share(dana_of_riverton, last_day=today - timedelta(days=1))
    made = share(dana_of_riverton, last_day=today)
    assert read_by(act, omar_of_lakeside) == [[made]]
    with clock.shifted(timedelta(days=1, minutes=1)):
        assert read_by(act, omar_of_lakeside) == [[]]
        again = share(dana_of_riverton)
        assert read_by(act, omar_of_lakeside) == [[again]]
    with acting_atomic("system:demo"):
        Recommendation.objects.filter(pk=done.pk).update(status="in-progress")
    with pytest.raises(Refused):
        share(dana_of_riverton)


def test_the_page_shares_two_texts_and_the_peer_finder_shows_them_alone(
    client_of, done, dana_of_riverton, omar_of_lakeside, lee_liaison
):
    page, finder = f"/recommendations/{done.pk}/", "/peer-finder/?q=shootings"
    own, other = client_of(dana_of_riverton), client_of(omar_of_lakeside)
    assert "No peers found." in words(other.get(finder))
    refused = own.post(f"{page}share/", {"headline": "Kept", "result": ""})
    assert "Enter the result." in words(refused)
    assert "Kept" in refused.content.decode()
    shared = own.post(f"{page}share/", TEXT, follow=True)
    assert "Each lead has an owner." in words(shared)
    assert client_of(lee_liaison).post(f"{page}share/", TEXT).status_code == 403
    found = words(other.get(finder))
    assert "Weekly shooting reviews" in found
    assert "Riverton, EX" in found
    assert "Has your words: shootings" in found
    assert "Secret" not in found
    assert "No peers found." in words(other.get("/peer-finder/?q=drones"))
    own.post(f"{page}stop-sharing/")
    assert "No peers found." in words(other.get(finder))
    assert own.get(f"{page}stop-sharing/").status_code == 404


def test_the_texts_of_what_is_shared_never_change(act, share, dana_of_riverton):
    made = share(dana_of_riverton)
    with act(dana_of_riverton), pytest.raises(ProgrammingError, match="permission denied"):
        SharedRecommendation.objects.filter(pk=made.pk).update(headline="Other")
