"""What commitments come from, and who reads those of requests: declared by the room that has it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import F, Func, Q, TextField, Value

from foundation.accounts.actors import Actor
from sites.models import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One thing that a commitment comes from, other than a request.

    Attributes:
        kind: the slug of its declared kind.
        pk: its key.
        title: what to call it; saved with the commitment, and read by the site's people.
        site: the site it is about.
    """

    kind: str
    pk: UUID
    title: str
    site: Site


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginKind:
    """A kind of thing that commitments come from, declared by the room that has it.

    Attributes:
        slug: at most 16 letters; saved with the commitment.
        label: such as ``Recommendation``.
        find: finds one thing that the actor can read; None for anything else, and for what the
            site's own people may not read, because they read its commitments.
        href: returns the address of its page, from its key and its site's slug.
        opens: whether the actor can open that page at a site.
        prefill: returns the first values of a request made from one, where the room that has it knows them.
    """

    slug: str
    label: str
    find: Callable[[Actor, UUID], Origin | None]
    href: Callable[[UUID, str], str]
    opens: Callable[[Actor, int], bool]
    prefill: Callable[[Actor, Origin], Mapping[str, Any]] | None = None


_KINDS: dict[str, OriginKind] = {}


def declare_kind(kind: OriginKind) -> None:
    """Declare a kind of origin; the last declaration of a slug counts."""
    _KINDS[kind.slug] = kind


def kinds() -> tuple[OriginKind, ...]:
    """Return the declared kinds, by label."""
    return tuple(sorted(_KINDS.values(), key=lambda kind: kind.label))


def kind_of(slug: str) -> OriginKind | None:
    """Return the declared kind with that slug."""
    return _KINDS.get(slug)


def find(actor: Actor, asked: str) -> Origin | None:
    """Find what ``recommendation:<id>`` names, if the actor can read it; None for anything else."""
    slug, _, text = asked.partition(":")
    kind = _KINDS.get(slug)
    try:
        return kind.find(actor, UUID(text)) if kind else None
    except ValueError:
        return None


# Evidence that names such a thing: what to call it, and the address of its page, which holds its key.
_PK = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_EVIDENCE = re.compile(rf"(?P<title>.+): (?P<href>/\S*(?P<pk>{_PK})/)")


def evidence(text: str, slug: str) -> tuple[str, str, OriginKind | None]:
    """Return what to call what shows a commitment to be done, and the address and kind of what it names.

    Arguments:
        text: the commitment's evidence: a line that somebody typed, or a name with an address.
        slug: of the commitment's site.
    """
    if found := _EVIDENCE.fullmatch(text):
        title, href, pk = found.group("title", "href", "pk")
        for kind in kinds():
            if kind.href(UUID(pk), slug) == href:
                return title, href, kind
    return text, "", None


def evidence_title() -> Func:
    """Return the evidence of a query's commitments without the address that it ends with."""
    address = Value(rf": /\S*{_PK}/$")
    return Func(
        F("evidence"), address, Value(""), function="regexp_replace", output_field=TextField()
    )


_RULES: list[Callable[[Actor], Q]] = []


def declare(rule: Callable[[Actor], Q]) -> None:
    """Declare the filter for commitments of requests that an actor reads; declaring it again changes nothing."""
    if rule not in _RULES:
        _RULES.append(rule)


def readable(actor: Actor) -> Q:
    """Return the filter for commitments of requests the actor reads: none while no room declared one."""
    rules = [rule(actor) for rule in _RULES]
    if not rules:
        return Q(pk__in=[])
    # An empty filter finds everything, and "or" drops it: it decides alone.
    return reduce(or_, rules) if all(rules) else Q()
