"""Members say that they come to a meeting: who may, who reads it, and what ends it."""

from datetime import timedelta

import pytest
from django.db.utils import ProgrammingError

from communities.actions import communities, meetings, members, rsvps
from communities.errors import MembersMeet, NotAhead, Retired
from communities.models import Meeting, Member, Rsvp
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.tenancy.context import acting
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/communities/analysts/"


def test_members_say_yes_and_take_it_back_and_another_time_asks_again(
    act,
    caller,
    client_of,
    standards,
    meets,
    joins,
    dana_of_riverton,
    omar_of_lakeside,
    ula_of_riverton,
    fay_facilitator,
):
    omar_joined, _ = joins(omar_of_lakeside), joins(dana_of_riverton)
    with act(fay_facilitator):
        canceled, december = meets.meetings.select_related("community").order_by("slot")[:2]
    answer = f"{december.get_absolute_url()}say-yes/"
    dana, omar = client_of(dana_of_riverton), client_of(omar_of_lakeside)
    assert "0 of 2 members have said yes I'll be there" in words(dana.get(PAGE))
    said = words(dana.post(answer, follow=True))
    assert "We'll see you Wed Dec 9, 2026, 3:00 pm to 4:00 pm Eastern." in said
    assert dana.post(answer).status_code == 303  # a second time
    assert "1 of 2 members has said yes. You said you'll be there." in words(dana.get(PAGE))
    assert "1 of 2 members has said yes I'll be there" in words(omar.get(PAGE))
    assert "You said" not in words(omar.get(december.get_absolute_url()))
    fay = client_of(fay_facilitator)
    for page in (PAGE, december.get_absolute_url()):
        assert "1 of 2 members has said yes" in words(fay.get(page))
        assert "I'll be there" not in words(fay.get(page))  # facilitates, and is no member
    with act(fay_facilitator) as by:
        rsvps.take_back(december, by=by)  # hers alone: she has none
    assert "1 of 2 members has said yes" in words(fay.get(PAGE))
    stranger = client_of(ula_of_riverton)
    assert "said yes" not in words(stranger.get(PAGE)) + words(
        stranger.get(december.get_absolute_url())
    )
    assert stranger.post(answer).status_code == 403
    with act(ula_of_riverton) as by:
        # Either wall alone.
        with acting("system:demo"):
            assert Rsvp.objects.exists()
            assert not Rsvp.objects.visible_to(by).exists()
        assert not Rsvp.objects.exists()
        with pytest.raises(ProgrammingError):
            Rsvp.objects.create(
                community=meets.community,
                meeting=december,
                member=omar_joined,
                made_at=clock.now(),
            )
    with act(dana_of_riverton) as by:
        day = december.starts_at.date()
        [entry] = entries_of(by, Span.of(day, day, by.time_zone), by.time_zone)
        assert entry.what == "Community meeting (you said yes)"
        with pytest.raises(NotAhead):
            rsvps.say_yes(canceled, by=by)
        with clock.frozen(december.starts_at), pytest.raises(NotAhead):
            rsvps.take_back(december, by=by)
    api = caller(omar_of_lakeside)
    assert api.post(f"/communities/meetings/{december.pk}/rsvp/", {}).json() == {
        "said_yes": 2,
        "is_mine": True,
    }
    assert api.send("DELETE", f"/communities/meetings/{december.pk}/rsvp/").json()["said_yes"] == 1
    assert omar.post(answer).status_code == 303
    with act(omar_of_lakeside) as by:
        members.leave(Member.objects.get(pk=omar_joined.pk), by=by)
    for reader, page in ((dana, december.get_absolute_url()), (fay, PAGE)):
        assert "1 of 1 members has said yes" in words(reader.get(page))
    # A facilitator reads who left, and they count no more; nobody answers once it begins.
    assert "1 of 1 members has said yes" in words(fay.get(december.get_absolute_url()))
    with clock.frozen(december.starts_at):
        assert "I can't make it" not in words(dana.get(PAGE))
    with act(fay_facilitator) as by:
        meetings.move(december, starts_at=december.starts_at + timedelta(days=1), version=1, by=by)
    assert "0 of 1 members have said yes I'll be there" in words(dana.get(PAGE))


def test_a_paused_or_retired_community_takes_no_answers(
    act, meets, joins, dana_of_riverton, mona_manager, fay_facilitator
):
    joined = joins(dana_of_riverton)
    with act(dana_of_riverton) as by:
        december = meets.meetings.select_related("community").order_by("slot")[1]
        rsvps.say_yes(december, by=by)
    with act(fay_facilitator) as by, pytest.raises(MembersMeet):
        rsvps.say_yes(december, by=by)
    with act(mona_manager) as by:
        communities.take(meets.community, "pause", version=2, reason="Summer", by=by)
    with act(dana_of_riverton) as by:
        for answer in (rsvps.say_yes, rsvps.take_back):
            with pytest.raises(NotAhead):
                answer(Meeting.objects.select_related("community").get(pk=december.pk), by=by)
    with act(mona_manager) as by:
        communities.take(meets.community, "retire", version=3, reason="Merged", by=by)
    with act(dana_of_riverton) as by:
        now = Meeting.objects.select_related("community").get(pk=december.pk)
        with pytest.raises(Retired):
            rsvps.take_back(now, by=by)
        assert Rsvp.objects.filter(member=joined).delete()[0] == 0  # the database alone
