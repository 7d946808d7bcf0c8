"""Who belongs to a community: by role or by request, admitted by someone else, in the database too."""

import pytest
from django.db.utils import ProgrammingError

from communities.actions import communities, facilitators, members, posts
from communities.enums import MemberState
from communities.errors import (
    AlreadyDecided,
    AlreadyFacilitates,
    AlreadyJoined,
    FacilitatorsOnly,
    ManagersOnly,
    MembersOnly,
    NoFacilitator,
    OwnMembership,
    OwnRequest,
)
from communities.models import CommunityStep, Facilitator, Member, Post
from communities.querysets.communities import people_of
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotFound, Refused, StaleEdit
from sites.models import Membership

pytestmark = pytest.mark.django_db


def test_a_facilitator_admits_a_person_who_asked_once(
    act, community, fay_facilitator, dana_of_riverton, riverton
):
    with act(dana_of_riverton) as by:
        asked = members.join(community, note=" Crime maps ", by=by)
        assert (asked.status, asked.note, asked.site_id) == ("asked", "Crime maps", riverton.pk)
        with pytest.raises(AlreadyJoined):
            members.join(community, by=by)
    with act(fay_facilitator) as by:
        with pytest.raises(StaleEdit):
            members.answer(asked, is_admitted=True, version=7, by=by)
        held = members.answer(asked, is_admitted=True, version=1, by=by)
        assert (held.status, held.decided_by_id) == ("member", fay_facilitator.pk)
        with pytest.raises(AlreadyDecided):
            members.answer(asked, is_admitted=False, version=2, by=by)


def test_a_role_the_community_is_open_to_joins_at_once(
    act, mona_manager, fay_facilitator, dana_of_riverton, mayor_of_riverton
):
    with act(mona_manager) as by:
        made = communities.set_up(slug="poc", name="POC", open_to=["point-of-contact"], by=by)
        with pytest.raises(NoFacilitator):
            members.join(made, by=by)
        facilitators.give(made, email=fay_facilitator.email, by=by)
    with act(dana_of_riverton) as by:
        assert members.join(made, by=by).status == MemberState.MEMBER
    with act(mayor_of_riverton) as by:
        assert members.join(made, by=by).status == MemberState.ASKED


@pytest.fixture
def open_community(act, community):
    """Open the community to points of contact."""
    with acting_atomic("system:demo"):
        community.open_to = ["point-of-contact"]
        community.save()
    return community


def test_a_membership_taken_by_a_role_ends_with_the_seat_by_either_wall(
    act, open_community, fay_facilitator, dana_of_riverton
):
    with act(fay_facilitator) as by:
        posts.write(open_community, text="Welcome", by=by)
    with act(dana_of_riverton) as by:
        members.join(open_community, by=by)
        assert Post.objects.visible_to(by).count() == Post.objects.count() == 1
    with acting_atomic("system:demo"):
        assert dana_of_riverton.pk in people_of(open_community.pk, clock.now())
        Membership.objects.of_user(dana_of_riverton.pk).update(ends_at=clock.now())
        assert dana_of_riverton.pk not in people_of(open_community.pk, clock.now())
        post = Post.objects.get()
    with act(dana_of_riverton) as by:
        assert not Post.objects.exists()  # of the database alone
        assert not Member.objects.joined_by(by).exists()  # of the page alone
        with pytest.raises(MembersOnly):
            posts.write(open_community, text="Still here", parent=post, by=by)


def test_someone_removed_once_may_only_ask(act, open_community, fay_facilitator, dana_of_riverton):
    with act(dana_of_riverton) as by:
        member = members.join(open_community, by=by)
    with act(fay_facilitator) as by:
        members.remove(member, reason="Shared names", version=1, by=by)
    at_once = {"status": "member", "joined_at": member.asked_at, "asked_at": member.asked_at}
    with pytest.raises(ProgrammingError), act(dana_of_riverton):
        Member.objects.create(community=open_community, person=dana_of_riverton, **at_once)
    with act(dana_of_riverton) as by:
        assert members.join(open_community, by=by).status == MemberState.ASKED


def test_nobody_admits_themselves_in_the_database_either(
    act, community, fay_facilitator, dana_of_riverton
):
    with act(dana_of_riverton) as by:
        asked = members.join(community, by=by)
        with pytest.raises(FacilitatorsOnly):
            members.answer(asked, is_admitted=True, version=1, by=by)
    mine = Member.objects.filter(pk=asked.pk)
    for change in ({"status": "member"}, {"status": "member", "decided_by": fay_facilitator}):
        with pytest.raises(ProgrammingError), act(dana_of_riverton):
            mine.update(joined_at=asked.asked_at, **change)
    at_once = {"status": "member", "joined_at": asked.asked_at, "asked_at": asked.asked_at}
    with act(dana_of_riverton) as by:
        members.leave(asked, by=by)
    with pytest.raises(ProgrammingError), act(dana_of_riverton):
        Member.objects.create(community=community, person=dana_of_riverton, **at_once)
    # A facilitator who asks is answered by someone else.
    with act(fay_facilitator) as by:
        own = members.join(community, by=by)
        with pytest.raises(OwnRequest):
            members.answer(own, is_admitted=True, version=1, by=by)


def test_members_see_each_other_and_strangers_see_no_one_by_either_wall(
    act, community, joins, dana_of_riverton, omar_of_lakeside, mayor_of_riverton
):
    dana = joins(dana_of_riverton)
    with act(omar_of_lakeside) as by:
        asked = members.join(community, by=by)
        assert [*Member.objects.visible_to(by)] == [asked]  # of the page alone
        assert [*Member.objects.all()] == [asked]  # of the database alone
        with pytest.raises(NotFound):
            members.remove(dana, reason="No", version=2, by=by)
    with act(dana_of_riverton) as by:
        assert [*Member.objects.visible_to(by)] == [*Member.objects.all()] == [dana]
    with act(mayor_of_riverton) as by:
        assert not Member.objects.visible_to(by).exists()
        assert not Member.objects.exists()


def test_a_member_who_leaves_or_is_removed_can_ask_again(
    act, community, joins, fay_facilitator, dana_of_riverton
):
    member = joins(dana_of_riverton)
    with act(dana_of_riverton) as by:
        assert members.leave(member, by=by).status == "left"
        with pytest.raises(NotFound):
            members.leave(member, by=by)
    again = joins(dana_of_riverton)
    with act(fay_facilitator) as by:
        assert members.remove(again, reason="Moved", version=2, by=by).reason == "Moved"


def test_a_facilitator_who_is_a_member_leaves_and_is_not_told_of_a_request(
    act, community, mona_manager, fay_facilitator
):
    with act(fay_facilitator) as by:
        asked = members.join(community, by=by)
    with act(mona_manager) as by:
        own = members.answer(asked, is_admitted=True, version=1, by=by)
    with act(fay_facilitator) as by:
        with pytest.raises(OwnMembership, match="leave the community"):
            members.remove(own, reason="Moved", version=own.version, by=by)
        assert members.leave(own, by=by).status == "left"


def test_only_a_manager_makes_facilitators_and_once(
    act, community, mona_manager, fay_facilitator, dana_of_riverton
):
    with act(fay_facilitator) as by, pytest.raises(ManagersOnly):
        facilitators.give(community, email=dana_of_riverton.email, by=by)
    with act(mona_manager) as by:
        with pytest.raises(AlreadyFacilitates):
            facilitators.give(community, email=fay_facilitator.email.upper(), by=by)
        facilitators.end(Facilitator.objects.get(), by=by)
        steps = CommunityStep.objects.of_community(community.pk)
        assert ("revoked", fay_facilitator.name) in steps.values_list("step", "about")
    with act(fay_facilitator) as by, pytest.raises(FacilitatorsOnly):
        communities.take(community, "pause", version=2, reason="Summer", by=by)


def test_steps_follow_the_table(act, community, mona_manager, fay_facilitator):
    with act(fay_facilitator) as by:
        paused = communities.take(community, "pause", version=2, reason="Summer", by=by)
        with pytest.raises(Refused):
            communities.take(paused, "activate", version=3, by=by)
        with pytest.raises(StaleEdit):
            communities.take(paused, "resume", version=2, by=by)
        assert communities.take(paused, "resume", version=3, by=by).status == "active"
    with act(mona_manager) as by:
        bare = communities.set_up(slug="bare", name="Bare", by=by)
        with pytest.raises(Refused, match="Add a facilitator first"):
            communities.take(bare, "activate", version=1, by=by)
