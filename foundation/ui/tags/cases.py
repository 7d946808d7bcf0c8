"""Components of the caseload: each site as a card or as a row, written here because a board has dozens."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.escaping import escaped, linked, typed
from foundation.ui.tags.basics import link_button
from foundation.ui.tags.marks import icon
from foundation.ui.types import CaseCard, ClockState

register = Library()

SCALE_DAYS = 60
REASON_TONES = {ClockState.MET: "done", ClockState.ON_TIME: "action"}


@register.simple_tag
def case_cards(cards: Iterable[CaseCard]) -> SafeString:
    """Render sites of a liaison's caseload as cards."""
    return mark_safe(f'<div class="psp-cards">{"".join(map(_case_card, cards))}</div>')  # noqa: S308 -- escaped below


# A site's card is the same on its reader's next page.
@lru_cache(maxsize=2048)
def _case_card(card: CaseCard) -> str:
    facts = "".join(
        f"<div><dt>{typed(fact.label)}</dt><dd>{linked(fact.value, fact.href)}</dd></div>"
        for fact in card.facts
    )
    tone = REASON_TONES.get(card.state, card.tone)
    links = " ".join(_case_links(card))
    foot = f'<p class="psp-card__foot">{links}</p>' if links else ""
    return (
        f'<article class="psp-card psp-card--{card.tone}"><div class="psp-card__body">'
        f'<h2><a href="{escaped(card.href)}">{typed(card.name)}</a></h2>'
        f'<p class="psp-meta">{typed(card.phase)}</p>'
        f'<p class="psp-card__reason">{icon(card.state, size=18)} <b class="psp-{tone}">{typed(card.reason)}</b></p>'
        f"{_scale(card.days, card.warn_at, card.late_at)}<dl>{facts}</dl></div>{foot}</article>"
    )


def _case_links(card: CaseCard) -> Iterator[str]:
    about = f'<span class="psp-sr-only">: {typed(card.name)}</span>'
    if card.action:
        yield link_button(card.action.href, card.action.label, "small", about=card.name)
    for link in card.links:
        yield f'<a href="{escaped(link.href)}">{escaped(link.label)}{about}</a>'


@lru_cache(maxsize=512)
def _scale(days: int | None, warn_at: int, late_at: int) -> str:
    """Return the bar of days since contact with its two marks, once for all sites that say the same."""
    since = days or 0
    fill = "breach" if since >= late_at else "risk" if since >= warn_at else "quiet"
    marks = "".join(
        f'<line x1="{_share(at)}" x2="{_share(at)}" y1="2" y2="17" />'
        f'<text x="{_share(at)}" y="28" text-anchor="middle">{at}</text>'
        for at in (warn_at, late_at)
    )
    return (
        '<div class="psp-scale"><p><span>Days since contact</span> '
        f"<b>{'never' if days is None else days}</b></p>"
        '<svg width="100%" height="30" aria-hidden="true" focusable="false">'
        '<rect class="psp-scale__slot" x=".5" y="5" width="99.5%" height="9" />'
        f'<rect class="psp-scale__fill psp-scale__fill--{fill}" y="4.5" width="{_share(since)}" height="10" />'
        f"{marks}</svg></div>"
    )


def _share(days: int) -> str:
    return f"{min(days / SCALE_DAYS, 1) * 100:.1f}%"


@register.simple_tag
def case_rows(cards: Iterable[CaseCard]) -> SafeString:
    """Render the same sites as rows of a table."""
    return mark_safe("\n".join(map(_case_row, cards)))  # noqa: S308 -- escaped below


def _case_row(card: CaseCard) -> str:
    facts = "".join(
        f'<td data-label="{escaped(fact.label)}">{linked(fact.value, fact.href)}</td>'
        for fact in card.facts
    )
    return (
        f'<tr><th scope="row"><a href="{escaped(card.href)}">{typed(card.name)}</a></th>'
        f'<td data-label="What it needs">{icon(card.state)} {typed(card.reason)}</td>'
        f'<td data-label="Engagement">{typed(card.phase)}</td>'
        f'<td data-label="Days since contact" class="is-figure">{"never" if card.days is None else card.days}</td>'
        f'{facts}<td data-label="Action" class="psp-no-print">{" ".join(_case_links(card))}</td></tr>'
    )
