"""Who solved a problem: published accomplishments, model sites, and what sites chose to share, in three statements."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from communities.models import Community
from engagements.models import PopulationBand, SharedRecommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.workflow.words import Spoken, found_in, joined
from outcomes.models import Accomplishment
from sites.models import Site

# Of each kind; a longer list is narrowed by the reader, not read.
MAX_FOUND = 15
ACCOMPLISHMENT, MODEL, SHARED = "accomplishment", "model-site", "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A size of sites by population: at least, and below; no upper end for the largest."""

    at_least: int
    below: int | None

    def of_sites(self, site: str = "site") -> Q:
        """Return the condition that a row's site has this size; its population must be known."""
        found = Q(**{f"{site}__population__gte": self.at_least})
        return found & Q(**{f"{site}__population__lt": self.below}) if self.below else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A site that may have solved the problem.

    Attributes:
        kind: ``ACCOMPLISHMENT``, ``MODEL``, or ``SHARED``.
        areas: slugs of core areas.
        told: the part of the text with the words that were found; the text itself without words.
        key: the slug of a community.
    """

    kind: str
    site: Site
    headline: str
    areas: tuple[str, ...]
    told: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for; an empty value leaves nothing out.

    Attributes:
        words: the problem in words, all of which are looked for in any form.
        area: the slug of a core area.
        band: the size of the peer's site.
    """

    words: str = ""
    area: str = ""
    band: Band | None = None


def bands() -> list[Band]:
    """Return the sizes of sites, the smallest first, as they are set for comparisons."""
    starts = list(PopulationBand.objects.values_list("at_least", flat=True))
    ends = [*starts[1:], None][: len(starts)]
    return [Band(at_least=one, below=end) for one, end in zip(starts, ends, strict=True)]


def look(actor: Actor, asked: Asked) -> list[Peer]:
    """Find peers for a problem; what a site shared is found only while it is shared."""
    return [*_accomplishments(actor, asked), *_shared(actor, asked), *_model_sites(actor, asked)]


def _accomplishments(actor: Actor, asked: Asked) -> Iterator[Peer]:
    found = Accomplishment.objects.visible_to(actor).published()
    found = found.in_area(asked.area) if asked.area else found
    rows = _narrowed(found, ("headline", "narrative"), asked)
    for row in rows[:MAX_FOUND]:
        yield Peer(
            kind=ACCOMPLISHMENT,
            site=row.site,
            headline=row.headline,
            areas=tuple(row.core_areas),
            told=row.told,
        )


def _shared(actor: Actor, asked: Asked) -> Iterator[Peer]:
    found = SharedRecommendation.objects.visible_to(actor).in_force(clock.now()).for_finder()
    found = found.filter(core_area__slug=asked.area) if asked.area else found
    rows = _narrowed(found, ("headline", "result"), asked)
    for row in rows[:MAX_FOUND]:
        yield Peer(
            kind=SHARED,
            site=row.site,
            headline=row.headline,
            areas=(row.core_area.slug,),
            told=row.told,
        )


def _model_sites(actor: Actor, asked: Asked) -> Iterator[Peer]:
    found = Community.objects.visible_to(actor).with_model_sites()
    found = found.filter(core_area__slug=asked.area) if asked.area else found
    if asked.band is not None:
        found = found.filter(asked.band.of_sites("model_site"))
    rows = _narrowed(found, ("name", "audience", "purpose"), replace(asked, band=None))
    for row in rows[:MAX_FOUND]:
        if row.model_site is not None:
            yield Peer(
                kind=MODEL,
                site=row.model_site,
                headline=row.name,
                areas=(row.core_area.slug,) if row.core_area else (),
                told=row.told,
                key=row.slug,
            )


def _narrowed(
    rows: QuerySet[Any, Any], fields: tuple[str, ...], asked: Asked
) -> QuerySet[Any, Any]:
    """Keep the rows with these words and of this size, each with what was found (``told``)."""
    text = joined(fields[1:])
    found: QuerySet[Any, Any] = rows.filter(asked.band.of_sites()) if asked.band else rows
    if asked.words:
        found = found.filter(Spoken(fields, asked.words))
        text = found_in(text, asked.words)
    told: QuerySet[Any, Any] = found.annotate(told=text)
    return told
