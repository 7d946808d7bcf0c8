"""Posts and replies in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from communities import policies
from communities.models import Community, Post
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates
from foundation.ui.addresses import address
from foundation.ui.types import Link, PostView
from foundation.ui.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post or a reply, and the button of the reader's own mark; ``mark_href`` is "" where there is none."""

    view: PostView
    is_marked: bool
    mark_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What a reader may do with the posts of a community.

    Attributes:
        visitors: the ids of the sites for which they ask for peer exchanges; None for every site.
        area: the slug of the community's core area; "" without one.
    """

    actor: Actor
    may_moderate: bool
    may_write: bool
    is_list: bool
    visitors: frozenset[int] | None
    area: str


def lines_of(
    posts: Iterable[Post], community: Community, actor: Actor, *, is_list: bool
) -> list[PostLine]:
    """Show posts of a community.

    Arguments:
        posts: read with ``querysets.communities.with_sites`` and ``with_marks``.
        community: read with ``querysets.communities.with_standing_of``.
        is_list: whether they are first posts, each of which leads to its thread.
    """
    reader = _Reader(
        actor=actor,
        may_moderate=policies.is_granted(community),
        may_write=policies.can_write(actor, community),
        is_list=is_list,
        visitors=actor.sites_for(P.EXCHANGE_ASK),
        area=community.core_area.slug if community.core_area else "",
    )
    return [_line_of(post, reader) for post in posts]


def is_followed(first: Post, replies: Sequence[Post], actor: Actor) -> bool:
    """Return whether the actor is notified of replies: they chose to be, or wrote in the thread and didn't stop.

    Arguments:
        first: the first post, read with ``querysets.communities.thread_for``.
    """
    chosen: bool | None = getattr(first, "chosen", None)
    if chosen is not None:
        return chosen
    return any(_is_own(each, actor) and not each.is_hidden for each in (first, *replies))


def _line_of(post: Post, reader: _Reader) -> PostLine:
    site = _site_of(post)
    is_marked = bool(getattr(post, "is_marked", False))
    mark = "communities:unmark-post" if is_marked else "communities:mark-post"
    may_mark = reader.may_write and policies.can_mark(reader.actor, post)
    view = PostView(
        anchor=f"post-{post.pk}",
        author=f"{post.author.name}, {site['name']}" if site else post.author.name,
        when=dates.when(post.made_at, reader.actor.time_zone),
        text=post.text,
        marks=list(_marks_of(post)),
        said=list(_said_of(post, reader)),
        links=list(_links_of(post, reader)),
    )
    return PostLine(
        view=view, is_marked=is_marked, mark_href=address(mark, post.pk) if may_mark else ""
    )


def _marks_of(post: Post) -> Iterator[str]:
    if post.is_question:
        yield "Question"
    if post.is_from_facilitator:
        yield "From the facilitator"
    if post.is_hidden:
        yield f"Removed. {post.hidden_reason}"


def _said_of(post: Post, reader: _Reader) -> Iterator[str]:
    useful = getattr(post, "useful_count", 0)
    if reader.is_list:
        count = getattr(post, "reply_count", None) or 0
        yield counted(count, "reply", "replies") if count else "No replies yet"
    if useful:
        yield f"{counted(useful, 'person', 'people')} found this useful"


def _links_of(post: Post, reader: _Reader) -> Iterator[Link]:
    if reader.is_list:
        yield Link("Read and reply", address("communities:thread", post.pk))
    if _may_ask_for_visit(post, reader):
        asked = urlencode({"host": _site_of(post)["slug"], "area": reader.area})
        yield Link("Ask for a peer exchange", f"{reverse('exchanges:ask')}?{asked}")
    if not reader.may_write:
        return
    is_own, may_moderate = _is_own(post, reader.actor), reader.may_moderate
    if (may_moderate or is_own) and not post.is_hidden and not reader.is_list:
        yield Link("Propose for the library", address("communities:propose-post", post.pk))
    if _may_remove(post, reader.actor, may_moderate=may_moderate):
        yield Link("Remove", address("communities:remove-post", post.pk))
    if not (may_moderate or is_own or post.is_hidden):
        yield Link("Report", address("communities:report-post", post.pk))
    if post.is_hidden and (may_moderate or _is_taken_back_by(post, reader.actor)):
        yield Link("Restore", address("communities:restore-post", post.pk))


def _site_of(post: Post) -> dict[str, Any]:
    """Return the id, name, and slug of the site that the author is a member for; empty without one."""
    return getattr(post, "author_site", None) or {}


def _may_ask_for_visit(post: Post, reader: _Reader) -> bool:
    """Return whether the reader may ask the author's site to host a visit, for another site of theirs."""
    site, visitors = _site_of(post), reader.visitors
    if not site or post.is_hidden:
        return False
    return visitors is None or bool(visitors - {site["id"]})


def _may_remove(post: Post, actor: Actor, *, may_moderate: bool) -> bool:
    """Return whether there is something to remove: a facilitator's removal counts more than the author's."""
    if post.is_hidden:
        is_taken_back = post.hidden_by_id == post.author_id
        return may_moderate and is_taken_back and not _is_own(post, actor)
    return may_moderate or _is_own(post, actor)


def _is_own(post: Post, actor: Actor) -> bool:
    return post.author_id == actor.user_id


def _is_taken_back_by(post: Post, actor: Actor) -> bool:
    return _is_own(post, actor) and post.hidden_by_id == actor.user_id
