"""Find communities and the posts a reader may read by words, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from communities.models import Community, Post
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.workflow.words import Named, found_in

MAX_COMMUNITIES, MAX_POSTS = 10, 10
COMMUNITY, POST = "community", "post"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        kind: ``COMMUNITY`` or ``POST``.
        key: a community's slug; the key of a post's thread.
        title: the community's name.
        about: whom the community is for; who wrote the post.
        told: the part of the post with the words that were found.
        made_at: when it was set up or written.
    """

    kind: str
    key: str
    title: str
    about: str
    told: str
    made_at: datetime


def look(words: str, actor: Actor) -> list[Found]:
    """Find communities by name, audience, or purpose, and posts by text, the newest first."""
    found = (Found(*columns) for columns in _with(actor, words=words))
    return sorted(found, key=lambda each: (each.made_at, each.key), reverse=True)


@Compiled
def _with(actor: Actor, *, words: str) -> QuerySet[Any, Any]:
    named = Named(("name", "audience", "purpose"), words)
    known = Community.objects.visible_to(actor).filter(named).order_by("name", "pk")
    told = Post.objects.visible_to(actor).with_words(words, most=MAX_POSTS).newest_first()
    communities = _columns(
        known[:MAX_COMMUNITIES], COMMUNITY, key=F("slug"), title=F("name"), about=F("audience")
    )
    return communities.union(
        _columns(
            told[:MAX_POSTS],
            POST,
            key=Coalesce("parent_id", "pk"),
            title=F("community__name"),
            about=F("author__name"),
            told=found_in(F("text"), words),
        ),
        all=True,
    )


def _columns(
    rows: QuerySet[Any, Any],
    kind: str,
    *,
    key: Combinable,
    title: Combinable,
    about: Combinable,
    told: Combinable | None = None,
) -> QuerySet[Any, Any]:
    """Turn rows into the columns of ``Found``."""
    columns = {
        "found_kind": Cast(Value(kind), TextField()),
        "found_key": Cast(key, TextField()),
        "found_title": Cast(title, TextField()),
        "found_about": Cast(about, TextField()),
        "found_told": Cast(told or Value(""), TextField()),
        "found_made_at": Cast(F("made_at"), DateTimeField()),
    }
    found: QuerySet[Any, Any] = rows.annotate(**columns).values_list(*columns)
    return found
