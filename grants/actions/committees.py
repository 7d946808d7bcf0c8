"""Set up a site's grant committee, name the agencies in it, and end it."""

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from grants import policies
from grants.enums import MeetingState
from grants.errors import AlreadyMember, CommitteeThere, NotNow, NotYourGrants
from grants.models import Committee, CommitteeMeeting, CommitteeMember
from sites.models import Site


@atomic_savepoint
def set_up(site: Site, *, purpose: str = "", by: Actor) -> Committee:
    """Set up a site's grant committee; one that the program reported stays as it was published.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        CommitteeThere: when the site has one.
    """
    if by.user_id is None or not policies.can_keep(by, site.pk):
        raise NotYourGrants
    try:
        with atomic_savepoint:
            return Committee.objects.create(
                site=site, purpose=purpose.strip(), made_by_id=by.user_id
            )
    except IntegrityError as error:
        if "a_site_has_one_grant_committee" in str(error):
            raise CommitteeThere from error
        raise


@atomic_savepoint
def end(committee: Committee, *, reason: str, version: int | str | None, by: Actor) -> Committee:
    """End a committee; a meeting ahead is canceled for the same reason.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when it has ended.
        StaleEdit: when someone changed it since that version.
        InvalidInput: without a reason.
    """
    held = lock(committee, by=by)
    check_version(held, version)
    if not reason.strip():
        raise InvalidInput("Enter a reason.", field="reason")
    for meeting in CommitteeMeeting.objects.of_committee(held).scheduled():
        meeting.status, meeting.reason = MeetingState.CANCELED, reason.strip()
        meeting.version += 1
        meeting.save(update_fields=["status", "reason", "version"])
    held.ended_at, held.end_reason = clock.now(), reason.strip()
    held.version += 1
    held.save(update_fields=["ended_at", "end_reason", "version"])
    return held


@atomic_savepoint
def add_member(
    committee: Committee, *, agency: str, role: str = "", name: str = "", by: Actor
) -> CommitteeMember:
    """Add an agency to a committee.

    Arguments:
        role: what it does there, such as chair.
        name: who represents it.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when the committee has ended.
        AlreadyMember: when the agency is a member with that role, in capitals or not.
    """
    held = lock(committee, by=by)
    same = CommitteeMember.objects.of_committee(held)
    if same.filter(agency__iexact=agency, role__iexact=role).exists():
        raise AlreadyMember(field="agency")
    return CommitteeMember.objects.create(
        site_id=held.site_id, committee=held, agency=agency, role=role, name=name
    )


@atomic_savepoint
def remove_member(member: CommitteeMember, *, by: Actor) -> None:
    """Remove an agency from a committee; it stays in its history.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when the committee has ended.
    """
    lock(member.committee, by=by)
    CommitteeMember.objects.filter(pk=member.pk).delete()


def lock(committee: Committee, *, by: Actor) -> Committee:
    """Lock a committee that the actor keeps, with its site.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when it has ended, or the program reported it.
    """
    rows = Committee.objects.select_related("site")
    held: Committee = locks.hold(rows, committee.pk, refusal=NotYourGrants)
    if not policies.can_keep(by, held.site_id):
        raise NotYourGrants
    if not held.is_active:
        raise NotNow
    return held
