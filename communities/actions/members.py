"""Join a community or ask to, answer those who asked, remove a member, and leave."""

from django.db import IntegrityError
from django.db.models import QuerySet

from communities import policies
from communities.enums import MemberState
from communities.errors import (
    AlreadyDecided,
    AlreadyJoined,
    FacilitatorsOnly,
    NoFacilitator,
    OwnMembership,
    OwnRequest,
    Retired,
)
from communities.models import Community, Facilitator, Member
from communities.querysets.communities import seat_in, site_of
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version

CHANGED = ["status", "joined_at", "ended_at", "decided_by", "reason", "version"]


@atomic_savepoint
def join(community: Community, *, note: str = "", by: Actor) -> Member:
    """Join a community by a role it is open to, or ask its facilitators to be admitted.

    Arguments:
        note: what facilitators read with the request.

    Raises:
        Retired: when it is retired.
        NoFacilitator: when no one facilitates it.
        AlreadyJoined: when the actor is a member or has asked.
    """
    if community.is_retired:
        raise Retired
    if by.user_id is None:
        raise FacilitatorsOnly
    now = clock.now()
    if not Facilitator.objects.of_community(community.pk).live(now).exists():
        raise NoFacilitator
    seat = seat_in(by, community, now)
    try:
        with atomic_savepoint:
            member = Member.objects.create(
                community=community,
                person_id=by.user_id,
                site_id=seat.site_id if seat else site_of(by, now),
                status=MemberState.MEMBER if seat else MemberState.ASKED,
                note=note.strip(),
                asked_at=now,
                joined_at=now if seat else None,
            )
    except IntegrityError as error:
        if "a_person_joins_a_community_once" in str(error):
            raise AlreadyJoined from error
        raise
    if member.status == MemberState.ASKED:
        emit(
            "communities.tell_asked",
            key=f"communities.asked:{member.pk}",
            payload={"member": str(member.pk)},
        )
    return member


@atomic_savepoint
def answer(
    member: Member, *, is_admitted: bool, reason: str = "", version: int | str | None, by: Actor
) -> Member:
    """Admit a person who asked to join, or decline.

    Arguments:
        reason: what the person reads when they are declined.

    Raises:
        FacilitatorsOnly: when the actor does not facilitate the community.
        OwnRequest: when it is the actor's own.
        AlreadyDecided: when it was answered or taken back.
        StaleEdit: when someone changed it since.
    """
    held = _lock(member, MemberState.ASKED, version=version, by=by)
    if is_admitted:
        held.status, held.joined_at = MemberState.MEMBER, clock.now()
    else:
        held.status, held.ended_at, held.reason = MemberState.DECLINED, clock.now(), reason.strip()
    return _decide(held, by=by)


@atomic_savepoint
def remove(member: Member, *, reason: str, version: int | str | None, by: Actor) -> Member:
    """Remove a member: they no longer read posts; what they wrote stays.

    Raises:
        FacilitatorsOnly: when the actor does not facilitate the community.
        OwnMembership: when it is the actor's own.
        AlreadyDecided: when they left or were removed.
    """
    held = _lock(member, MemberState.MEMBER, version=version, by=by)
    held.status, held.ended_at, held.reason = MemberState.REMOVED, clock.now(), reason.strip()
    return _decide(held, by=by)


@atomic_savepoint
def leave(member: Member, *, by: Actor) -> Member:
    """Leave a community, or take back a request to join it.

    Raises:
        Retired: when it is retired.
        NotFound: when the actor is no member any more.
    """
    if member.community.is_retired:
        raise Retired
    rows: QuerySet[Member, Member] = Member.objects.of_person(by.user_id)
    held = locks.hold(rows.select_related("community"), member.pk, refusal=Retired)
    powers.give_up()  # who left no longer reads the posts
    held.status, held.ended_at = MemberState.LEFT, clock.now()
    return _keep(held)


def _lock(member: Member, state: MemberState, *, version: int | str | None, by: Actor) -> Member:
    if member.community.is_retired:
        raise Retired
    rows: QuerySet[Member, Member] = Member.objects.select_related("community")
    held = locks.hold(rows, member.pk, refusal=FacilitatorsOnly)
    if not policies.can_facilitate(by, held.community):
        raise FacilitatorsOnly
    if held.person_id == by.user_id:
        raise OwnRequest if state == MemberState.ASKED else OwnMembership
    if held.status != state:
        raise AlreadyDecided
    check_version(held, version)
    return held


def _decide(held: Member, *, by: Actor) -> Member:
    held.decided_by_id = by.user_id
    _keep(held)
    emit(
        "communities.tell_answered",
        key=f"communities.answered:{held.pk}:{held.version}",
        payload={"member": str(held.pk), "version": held.version},
    )
    return held


def _keep(held: Member) -> Member:
    held.version += 1
    held.save(update_fields=CHANGED)
    notify.changed(held.community.name, key=f"community-member:{held.pk}:{held.version}")
    return held
