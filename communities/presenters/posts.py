"""Posts and replies in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communities import policies
from communities.models import Post
from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post or a reply."""

    anchor: str
    href: str
    author: str
    when: str
    text: str
    is_question: bool
    is_from_facilitator: bool
    removed: str
    replies: str
    remove_href: str
    restore_href: str
    report_href: str
    propose_href: str
    useful: str
    is_marked: bool
    mark_href: str


def lines_of(
    posts: Iterable[Post],
    actor: Actor,
    *,
    may_moderate: bool,
    may_write: bool,
) -> list[PostLine]:
    """Show posts.

    Arguments:
        posts: read with ``querysets.communities.with_sites`` and ``with_marks``.
        may_moderate: whether the reader facilitates the community.
        may_write: whether anyone still writes in it, the reader among them.
    """
    return [
        _line_of(
            post,
            actor,
            may_remove=may_write and _may_remove(post, actor, may_moderate=may_moderate),
            may_restore=may_write and (may_moderate or _is_taken_back_by(post, actor)),
            may_report=may_write and not (may_moderate or _is_own(post, actor)),
            may_propose=may_write and (may_moderate or _is_own(post, actor)),
            may_mark=may_write and policies.can_mark(actor, post),
        )
        for post in posts
    ]


def is_followed(first: Post, replies: Sequence[Post], actor: Actor) -> bool:
    """Return whether the actor is notified of replies: they chose to be, or wrote in the thread and didn't stop.

    Arguments:
        first: the first post, read with ``querysets.communities.thread_for``.
    """
    chosen: bool | None = getattr(first, "chosen", None)
    if chosen is not None:
        return chosen
    return any(_is_own(each, actor) and not each.is_hidden for each in (first, *replies))


def _line_of(
    post: Post,
    actor: Actor,
    *,
    may_remove: bool,
    may_restore: bool,
    may_report: bool,
    may_propose: bool,
    may_mark: bool,
) -> PostLine:
    site = getattr(post, "author_site", None)
    count = getattr(post, "reply_count", None) or 0
    useful = getattr(post, "useful_count", 0)
    is_marked = bool(getattr(post, "is_marked", False))
    mark = "communities:unmark-post" if is_marked else "communities:mark-post"
    restores = may_restore and post.is_hidden
    return PostLine(
        anchor=f"post-{post.pk}",
        href=address("communities:thread", post.parent_id or post.pk),
        author=f"{post.author.name}, {site}" if site else post.author.name,
        when=dates.when(post.made_at, actor.time_zone),
        text=post.text,
        is_question=post.is_question,
        is_from_facilitator=post.is_from_facilitator,
        removed=f"Removed. {post.hidden_reason}" if post.is_hidden else "",
        replies="No replies yet"
        if not count
        else f"{count} {'reply' if count == 1 else 'replies'}",
        remove_href=address("communities:remove-post", post.pk) if may_remove else "",
        report_href=address("communities:report-post", post.pk)
        if may_report and not post.is_hidden
        else "",
        restore_href=address("communities:restore-post", post.pk) if restores else "",
        propose_href=address("communities:propose-post", post.pk)
        if may_propose and not post.is_hidden
        else "",
        useful=f"{counted(useful, 'person', 'people')} found this useful" if useful else "",
        is_marked=is_marked,
        mark_href=address(mark, post.pk) if may_mark else "",
    )


def _may_remove(post: Post, actor: Actor, *, may_moderate: bool) -> bool:
    """Return whether there is something to remove: a facilitator's removal stands above the author's."""
    if post.is_hidden:
        is_taken_back = post.hidden_by_id == post.author_id
        return may_moderate and is_taken_back and not _is_own(post, actor)
    return may_moderate or _is_own(post, actor)


def _is_own(post: Post, actor: Actor) -> bool:
    return post.author_id == actor.user_id


def _is_taken_back_by(post: Post, actor: Actor) -> bool:
    return _is_own(post, actor) and post.hidden_by_id == actor.user_id
