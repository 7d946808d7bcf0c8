"""Propose a post for the library."""

from communities import policies
from communities.errors import NotToPropose, Retired
from communities.models import Post
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from library.actions import proposals
from library.models import Proposal


@atomic_savepoint
def propose(post: Post, *, title: str, summary: str, url: str = "", by: Actor) -> Proposal:
    """Propose what a post shares to the staff who add resources; only what is typed here leaves the community.

    Arguments:
        post: with its community.
        title, summary, url: as ``library.actions.proposals.propose`` takes them.

    Raises:
        Retired: when the community is retired.
        NotToPropose: unless the actor wrote the post or facilitates the community.
        DomainError: as ``library.actions.proposals.propose``.
    """
    if post.community.is_retired:
        raise Retired
    if not policies.can_propose(by, post):
        raise NotToPropose
    return proposals.propose(
        title=title,
        summary=summary,
        url=url,
        origin=post.community.name,
        origin_path=f"{post.get_absolute_url()}#post-{post.pk}",
        by=by,
    )
