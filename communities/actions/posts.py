"""Write a post or a reply, remove it from view, and show it again."""

from django.db.models import QuerySet

from communities import policies
from communities.actions import reports
from communities.errors import MembersOnly, Retired
from communities.models import Community, Facilitator, Post
from communities.querysets.communities import belongs_to
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

TAKEN_BACK = "Removed by its author."
HIDING = ["hidden_at", "hidden_by", "hidden_reason"]


@atomic_savepoint
def write(
    community: Community,
    *,
    text: str,
    is_question: bool = False,
    parent: Post | None = None,
    by: Actor,
) -> Post:
    """Write a post, or a reply to one.

    Arguments:
        is_question: whether a post asks the other members something; a reply never does.
        parent: the post that is replied to; a reply to a reply goes to the same post.

    Raises:
        Retired: when the community is retired.
        MembersOnly: when the actor is neither a member nor a facilitator.
    """
    if community.is_retired:
        raise Retired
    facilitates = Facilitator.objects.held_by(by, community.pk, clock.now())
    if by.user_id is None or not belongs_to(by, community.pk, clock.now()):
        raise MembersOnly
    post = Post.objects.create(
        community=community,
        parent_id=(parent.parent_id or parent.pk) if parent else None,
        author_id=by.user_id,
        text=text.strip(),
        is_question=is_question and parent is None,
        is_from_facilitator=facilitates,
        made_at=clock.now(),
    )
    payload = {"post": str(post.pk)}
    if post.parent_id:
        emit("communities.tell_reply", key=f"communities.reply:{post.pk}", payload=payload)
    else:
        emit("communities.tell_post", key=f"communities.post:{post.pk}", payload=payload)
    return post


@atomic_savepoint
def remove(post: Post, *, reason: str, by: Actor) -> Post:
    """Remove a post from view; its author and facilitators still read it.

    A facilitator's removal takes the place of the author's, so that only a facilitator shows the post again.
    Any other post that is removed stays as it is.

    Arguments:
        reason: why, as the author reads it; their own posts need none.

    Raises:
        MembersOnly: when the actor may not remove it.
    """
    held = _lock(post, by=by)
    own = held.author_id == by.user_id
    if held.is_hidden and (own or held.hidden_by_id != held.author_id):
        return held
    held.hidden_at, held.hidden_by_id = clock.now(), by.user_id
    held.hidden_reason = reason.strip() or (TAKEN_BACK if own else reason)
    held.save(update_fields=HIDING)
    if own:
        # The author neither reads nor decides reports of their post, so a job closes them.
        emit(
            "communities.close_reports",
            key=f"communities.taken-back:{held.pk}:{held.hidden_at.timestamp()}",
            payload={"post": str(held.pk)},
        )
    else:
        reports.close(held, by=by)
    return held


@atomic_savepoint
def restore(post: Post, *, by: Actor) -> Post:
    """Show a removed post again: its author may if they removed it, and every facilitator.

    Raises:
        MembersOnly: when the actor may not show it.
    """
    held = _lock(post, by=by)
    if not policies.can_restore(by, held):
        raise MembersOnly
    held.hidden_at, held.hidden_by_id, held.hidden_reason = None, None, ""
    held.save(update_fields=HIDING)
    return held


def _lock(post: Post, *, by: Actor) -> Post:
    if post.community.is_retired:
        raise Retired
    rows: QuerySet[Post, Post] = Post.objects.visible_to(by).select_related("community")
    held = locks.hold(rows, post.pk, refusal=MembersOnly)
    if not policies.can_remove(by, held):
        raise MembersOnly
    return held
