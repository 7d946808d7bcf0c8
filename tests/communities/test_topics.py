"""Topics that members suggest: who reads them, who decides, and who is told."""

import pytest
from django.db.utils import IntegrityError, ProgrammingError

from communities.actions import communities, facilitators, topics
from communities.errors import AlreadyDecided, FacilitatorsOnly, MembersOnly, Retired
from communities.models import Topic
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting, acting_atomic, atomic_savepoint
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/communities/analysts/"
TOPICS = f"{PAGE}topics/"


def test_a_topic_becomes_a_thread_or_is_declined_and_who_suggested_it_is_told(
    act,
    caller,
    client_of,
    standards,
    drain,
    community,
    joins,
    dana_of_riverton,
    omar_of_lakeside,
    ula_of_riverton,
    fay_facilitator,
    mona_manager,
):
    for person in (dana_of_riverton, omar_of_lakeside):
        joins(person)
    dana, fay, mona = map(client_of, (dana_of_riverton, fay_facilitator, mona_manager))
    assert "No suggested topics." in words(fay.get(TOPICS))
    assert "Suggest a topic" in words(dana.get(PAGE))
    assert dana.post(f"{TOPICS}new/", {"text": " "}).status_code == 422
    for text in ("Secret drones", "Secret cameras"):
        assert dana.post(f"{TOPICS}new/", {"text": text}).status_code == 303
    assert client_of(ula_of_riverton).get(TOPICS).status_code == 403
    assert "Secret" not in words(client_of(omar_of_lakeside).get(TOPICS))
    drain()
    with act(fay_facilitator) as by:
        assert [need.cause for need in rows_of(by, clock.now())] == ["community-topic"] * 2
    assert "Suggested topics (2 waiting)" in words(fay.get(PAGE))
    with act(ula_of_riverton) as stranger:
        pass
    with act(dana_of_riverton) as by:
        drones, cameras = Topic.objects.select_related("community").order_by("-text")
        assert "Start a thread" not in words(dana.get(TOPICS))
        with pytest.raises(FacilitatorsOnly):
            topics.decline(drones, reason="No", by=by)
        assert Topic.objects.update(status="declined") == 0  # the database alone
        with acting("system:demo"):  # Python alone
            with pytest.raises(FacilitatorsOnly):
                topics.decline(drones, reason="No", by=by)
            assert not Topic.objects.visible_to(stranger).exists()
    # A manager reads and declines; only a facilitator writes in the community.
    assert "add yourself as a facilitator" in words(mona.get(TOPICS))
    for send in (mona.get, mona.post):
        assert send(f"/communities/topics/{drones.pk}/accept/", {"text": "A"}).status_code == 403
    with act(mona_manager) as by, pytest.raises(MembersOnly):
        topics.accept(drones, text="A", by=by)
    accept = f"/communities/topics/{drones.pk}/accept/"
    assert "Dana of Riverton suggested this topic: Secret drones" in words(fay.get(accept))
    assert fay.post(accept, {"text": "Let's talk about drones"}).status_code == 303
    declined = {"reason": "We did this in May."}
    decline = f"/communities/topics/{cameras.pk}/decline/"
    assert fay.post(decline, {"reason": ""}).status_code == 422
    assert caller(fay_facilitator).post(decline, declined).json()["status"] == "declined"
    assert fay.post(decline, declined).status_code == 409
    assert "waiting)" not in words(fay.get(PAGE))
    shown = words(dana.get(TOPICS))
    assert "Declined Secret cameras We did this in May." in shown
    assert "Accepted Secret drones Read the thread" in shown
    assert "Let's talk about drones" in words(dana.get(PAGE))
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind__startswith="community-topic")
        assert sorted(told.values_list("kind", "recipient")) == [
            ("community-topic", fay_facilitator.pk),
            ("community-topic", fay_facilitator.pk),
            ("community-topic-decided", dana_of_riverton.pk),
            ("community-topic-decided", dana_of_riverton.pk),
        ]
    listed = caller(dana_of_riverton).get(TOPICS).json()["results"]
    assert {each["status"] for each in listed} == {"accepted", "declined"}
    assert caller(omar_of_lakeside).get(TOPICS).json()["results"] == []


def test_the_database_takes_suggestions_of_members_alone_and_none_once_it_is_retired(
    act,
    drain,
    standards,
    community,
    joins,
    dana_of_riverton,
    ula_of_riverton,
    mona_manager,
    fay_facilitator,
):
    joins(dana_of_riverton)
    with act(dana_of_riverton) as by:
        topic = topics.suggest(community, text="Maps", by=by)
    said = {"community": community, "text": "A", "suggested_at": clock.now()}
    with act(ula_of_riverton) as by:
        with pytest.raises(MembersOnly):
            topics.suggest(community, text="Maps", by=by)
        for person in (ula_of_riverton, dana_of_riverton):
            with pytest.raises(ProgrammingError), atomic_savepoint:
                Topic.objects.create(**said, suggested_by=person)
    with act(mona_manager) as by:
        facilitators.give(community, email=mona_manager.email, by=by)
        with pytest.raises(IntegrityError), atomic_savepoint:  # neither a thread nor a reason
            Topic.objects.update(status="declined", decided_by=mona_manager, decided_at=clock.now())
        topics.accept(topic, text="Maps", by=by)
        with pytest.raises(AlreadyDecided):
            topics.decline(topic, reason="No", by=by)
        waits = topics.suggest(community, text="Radios", by=by)
    # Nobody is told of a topic that was decided meanwhile, nor of their own.
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind="community-topic")
        assert [each.recipient_id for each in told] == [fay_facilitator.pk]
    with act(mona_manager) as by:
        retired = communities.take(community, "retire", version=2, reason="Merged", by=by)
        waits.community = retired
        with pytest.raises(Retired):
            topics.decline(waits, reason="No", by=by)
    with act(dana_of_riverton) as by:
        with pytest.raises(Retired):
            topics.suggest(retired, text="More", by=by)
        with pytest.raises(ProgrammingError), atomic_savepoint:
            Topic.objects.create(**said, suggested_by=dana_of_riverton)
