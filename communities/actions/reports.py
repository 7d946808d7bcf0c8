"""Report a post as misuse, and decide that it stays; removing the post decides it too."""

from django.db import IntegrityError
from django.db.models import QuerySet

from communities import policies
from communities.enums.reports import Decision, Misuse
from communities.errors import (
    AlreadyDecided,
    AlreadyReported,
    FacilitatorsOnly,
    MembersOnly,
    Retired,
)
from communities.models import MisuseReport, Post
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

DECIDED = ["decision", "decided_by", "decided_at"]


@atomic_savepoint
def make(post: Post, *, misuse: Misuse, note: str = "", by: Actor) -> MisuseReport:
    """Report a post that the actor reads, with its text as it is.

    Arguments:
        post: with its community.
        note: what else the facilitators read.

    Raises:
        Retired: when its community is.
        MembersOnly: when the actor may not report it: a visitor, or its author.
        AlreadyReported: when they reported it and no one has decided.
    """
    if post.community.is_retired:
        raise Retired
    if by.user_id is None or not policies.can_report(by, post):
        raise MembersOnly
    try:
        with atomic_savepoint:
            report = MisuseReport.objects.create(
                community=post.community,
                post=post,
                written_by_id=post.author_id,
                quoted=post.text,
                misuse=misuse,
                note=note.strip(),
                made_by_id=by.user_id,
                made_at=clock.now(),
            )
    except IntegrityError as error:
        if "a_member_reports_a_post_once" in str(error):
            raise AlreadyReported from error
        raise
    emit(
        "communities.tell_report",
        key=f"communities.report:{report.pk}",
        payload={"report": str(report.pk)},
    )
    return report


@atomic_savepoint
def dismiss(report: MisuseReport, *, by: Actor) -> MisuseReport:
    """Decide that a reported post stays as it is.

    Raises:
        FacilitatorsOnly: when the actor neither facilitates nor manages the community, or wrote the post.
        AlreadyDecided: when someone decided before.
    """
    rows: QuerySet[MisuseReport, MisuseReport] = MisuseReport.objects.visible_to(by).select_related(
        "community"
    )
    held = locks.hold(rows, report.pk, refusal=FacilitatorsOnly)
    if not policies.can_facilitate(by, held.community):
        raise FacilitatorsOnly
    if held.decided_at:
        raise AlreadyDecided
    return _decide(held, Decision.KEPT, by=by)


def close(post: Post, *, by: Actor) -> None:
    """Decide the open reports of a post that someone other than its author removed."""
    for held in (
        MisuseReport.objects.visible_to(by).waiting().filter(post=post).select_related("community")
    ):
        _decide(held, Decision.REMOVED, by=by)


def close_taken_back(post: Post) -> None:
    """Close the open reports of a post that its author removed, as a job: no one decided on them."""
    for held in MisuseReport.objects.waiting().filter(post=post).select_related("community"):
        _decide(held, Decision.TAKEN_BACK)


def _decide(held: MisuseReport, decision: Decision, *, by: Actor | None = None) -> MisuseReport:
    held.decision, held.decided_at = decision, clock.now()
    held.decided_by_id = by.user_id if by else None
    held.save(update_fields=DECIDED)
    notify.changed(held.community.name, key=f"community-report:{held.pk}")
    return held
