"""Find communities, and the posts a reader may read, by words, as columns of ``foundation.workflow.findings``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from communities.models import Community, Post
from foundation.accounts.actors import Actor
from foundation.workflow.findings import found
from foundation.workflow.words import Named, found_in

MAX_COMMUNITIES, MAX_POSTS = 10, 10
COMMUNITY, POST = "community", "post"


def of_words(actor: Actor, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find communities by name, audience, or purpose, and posts by text, each with the key of its thread."""
    named = Named(("name", "audience", "purpose"), words)
    known = Community.objects.visible_to(actor).filter(named).order_by("name", "pk")
    yield found(known[:MAX_COMMUNITIES], COMMUNITY, key="slug", title="name", about="audience")
    told = Post.objects.visible_to(actor).with_words(words, most=MAX_POSTS).newest_first()
    yield found(
        told[:MAX_POSTS],
        POST,
        key=Coalesce("parent_id", "pk"),
        title="community__name",
        about="author__name",
        told=found_in(F("text"), words),
    )
