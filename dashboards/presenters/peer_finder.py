"""The peer finder's results: who may have solved a problem, and why each was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from dashboards.querysets.peer_finder import ACCOMPLISHMENT, MODEL, SHARED, Asked, Band, Peer
from foundation.workflow.words import parts

KINDS: Mapping[str, str] = {
    ACCOMPLISHMENT: "Published result",
    MODEL: "Model site",
    SHARED: "Shared by the site",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerLine:
    """A site that may have solved it.

    Attributes:
        told: pieces of text, and whether each was looked for.
        why: why it was found, as short sentences.
    """

    kind: str
    site: str
    site_href: str
    headline: str
    href: str
    told: Sequence[tuple[str, bool]]
    why: Sequence[str]


def choices_of(bands: Iterable[Band]) -> list[tuple[str, str]]:
    """Return the sizes as the form offers them."""
    return [("", "Any size"), *((str(each.at_least), _size(each)) for each in bands)]


def lines_of(found: Iterable[Peer], asked: Asked, names: Mapping[str, str]) -> list[PeerLine]:
    """Show the peers, each with why it was found.

    Arguments:
        asked: what was looked for.
        names: the names of core areas by their slugs.
    """
    return [
        PeerLine(
            kind=KINDS[each.kind],
            site=each.site.name,
            site_href=each.site.get_absolute_url(),
            headline=each.headline,
            href=_href(each),
            told=list(parts(each.told)),
            why=list(_why(each, asked, names)),
        )
        for each in found
    ]


def _why(peer: Peer, asked: Asked, names: Mapping[str, str]) -> Iterable[str]:
    if asked.words:
        yield f"Has your words: {asked.words}"
    if asked.area in peer.areas:
        yield f"Same core area: {names[asked.area]}"
    elif peer.areas:
        yield ", ".join(names[slug] for slug in peer.areas if slug in names)
    if peer.site.population:
        same = "Same size: " if asked.band else ""
        yield f"{same}{peer.site.population:,} people in {peer.site.population_year}"


def _href(peer: Peer) -> str:
    if peer.kind == ACCOMPLISHMENT:
        return reverse("dashboards:accomplishments")
    return reverse("communities:detail", args=[peer.key]) if peer.kind == MODEL else ""


def _size(band: Band) -> str:
    if band.below is None:
        return f"{band.at_least:,} or more people"
    if not band.at_least:
        return f"Fewer than {band.below:,} people"
    return f"{band.at_least:,} to {band.below - 1:,} people"
