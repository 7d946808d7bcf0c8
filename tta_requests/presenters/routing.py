"""Why this provider: a stored ranking in words and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.ui import dates, wording
from foundation.ui.tags.basics import meter
from foundation.ui.types import Candidate, Factor, FactorScore, WhyView
from tta_requests.enums import OfferState
from tta_requests.models import MatchRun, Weights

if TYPE_CHECKING:
    from tta_requests.querysets.columns import OfferedRun, OfferRow

Row = Mapping[str, Any]

# For each factor: its column, why the first provider is first, and what the next one does better.
WORDS: dict[str, tuple[str, str, str]] = {
    "capability": (
        "Capability",
        "is strong in this kind of work",
        "is stronger in this kind of work",
    ),
    "free_capacity": ("Free capacity", "has free capacity", "has more free capacity"),
    "speed_history": ("Speed history", "answers fast", "answers faster"),
    "continuity": ("Continuity", "has worked with the site", "has worked with the site more"),
    "same_region": ("Same region", "is in the same region", "is closer to the region"),
    "past_evaluations": ("Evaluations", "was rated well", "was rated better"),
    "effort_fit": ("Effort fit", "has the hours for it", "has more hours for it"),
}
OUTSIDE = "doesn't do this kind of work in this area"
STANDING = frozenset({OfferState.OPEN, OfferState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer, as the page of a ranking shows it."""

    id: str
    provider: int
    name: str
    state: str
    offered_at: datetime
    due_at: datetime
    chosen_reason: str

    @property
    def stands(self) -> bool:
        """Whether it was accepted or waits for an answer."""
        return self.state in STANDING


def offers_of(run: "OfferedRun | None") -> list[Offered]:
    """Return the offers a run was loaded with, in the order they were made."""
    return [_offered(row) for row in run.offers] if run else []


def standing(offers: Sequence[Offered]) -> Offered | None:
    """Return the offer that is in force, or None."""
    return next((offer for offer in reversed(offers) if offer.stands), None)


def next_in_line(run: MatchRun | None, offers: Sequence[Offered]) -> str:
    """Return the name of the provider to ask next; empty if there is none."""
    asked = {offer.provider for offer in offers}
    rows = run.ranking if run else []
    return next((str(row["name"]) for row in rows if row["provider"] not in asked), "")


def view(run: MatchRun, offers: Sequence[Offered], *, tz: str) -> WhyView | None:
    """Return the whole explanation; None when no provider passed the filters."""
    if not run.ranking:
        return None
    notes = _notes(run, offers, tz)
    stands = standing(offers)
    return WhyView(
        reason=reason(run.ranking),
        contrast=contrast(run.ranking),
        factors=tuple(Factor(WORDS[f][0], getattr(run.weights, f)) for f in Weights.FACTORS),
        candidates=tuple(
            _candidate(row, notes.get(row["provider"], ""), stands) for row in run.ranking
        ),
        version=f"Weights version {run.weights.version} · ranked {dates.when(run.ran_at, tz)}",
        filtered=filtered(run.excluded),
        override=next((o.chosen_reason for o in reversed(offers) if o.chosen_reason), ""),
    )


def reason(ranking: Sequence[Row]) -> str:
    """Explain why the first provider is first, compared with the next one."""
    first, *others = ranking
    if not others:
        return f"{first['name']} is the only provider that meets every requirement."
    lead = _leads(first, others[0])[:2]
    if not lead:
        return f"{first['name']} is first. Its score is tied, and it has waited longest for an assignment."
    return f"{first['name']} is first because it {' and '.join(WORDS[f][1] for f in lead)}."


def contrast(ranking: Sequence[Row]) -> str:
    """Explain what the next provider does better than the first."""
    if len(ranking) < 2:
        return ""
    first, second = ranking[0], ranking[1]
    better = _leads(second, first)[:1]
    scored = f"has {whole(second['score'])} points"
    if not better:
        return f"{second['name']} is next and {scored}."
    return f"{second['name']} {WORDS[better[0]][2]} but {scored}."


def filtered(excluded: Sequence[Row]) -> str:
    """List the providers that did not pass, and the rule that kept each out."""
    near = [row for row in excluded if row["rule"] != OUTSIDE]
    far = len(excluded) - len(near)
    sentences = []
    if near:
        names = "; ".join(f"{row['name']} {row['rule']}" for row in near)
        sentences.append(f"Doesn't meet the requirements: {names}.")
    if far:
        sentences.append(
            f"{far} more {OUTSIDE.replace('does', wording.agree(far, 'does', 'do'), 1)}."
        )
    return " ".join(sentences)


def own_line(row: Row) -> str:
    """Return the line a provider sees of a ranking, such as "Score 81 of 100: free capacity and speed"."""
    if not row:
        return ""
    factors = {f: row["factors"].get(f, 0) for f in Weights.FACTORS if f not in row.get("new", ())}
    usual = Weights()
    best = sorted(factors, key=lambda f: -factors[f] / getattr(usual, f))[:2]
    names = " and ".join(WORDS[f][0].lower() for f in best)
    return f"Score {whole(row['score'])} of 100: {names}."


def whole(points: float) -> int:
    """Round points to the nearest whole number."""
    return int(points + 0.5)


@dataclass(frozen=True, slots=True)
class Choice:
    """A provider to choose: its name, its points, and notes for and against."""

    provider: int
    name: str
    score: int
    notes: str

    @property
    def points(self) -> SafeString:
        """Return the points, drawn as a bar."""
        return meter(self.score, 100, f"{self.score} of 100")


def choices_of(run: MatchRun | None) -> tuple[Choice, ...]:
    """Return the providers that passed, best first."""
    rows = run.ranking if run else []
    return tuple(
        Choice(row["provider"], row["name"], whole(row["score"]), " ".join(row.get("notes", ())))
        for row in rows
    )


def candidates_of(run: MatchRun | None) -> Sequence[tuple[int, str]]:
    """Return the same providers as choices of a form field."""
    return [(choice.provider, _label(choice)) for choice in choices_of(run)]


def _offered(row: "OfferRow") -> Offered:
    return Offered(
        id=row["id"],
        provider=row["provider"],
        name=row["name"],
        state=row["state"],
        offered_at=datetime.fromisoformat(row["offered_at"]),
        due_at=datetime.fromisoformat(row["due_at"]),
        chosen_reason=row["chosen_reason"],
    )


def _leads(row: Row, other: Row) -> list[str]:
    ahead = {f: row["factors"].get(f, 0) - other["factors"].get(f, 0) for f in Weights.FACTORS}
    return sorted((f for f in ahead if ahead[f] > 0), key=lambda f: -ahead[f])


def _notes(run: MatchRun, offers: Sequence[Offered], tz: str) -> dict[int, str]:
    words = {
        OfferState.OPEN: "Offered",
        OfferState.ACCEPTED: "Accepted; offered",
        OfferState.DECLINED: "Declined; offered",
        OfferState.LAPSED: "No answer; offered",
        OfferState.RECALLED: "Withdrawn; offered",
    }
    notes = {
        offer.provider: f"{words[OfferState(offer.state)]} {dates.when(offer.offered_at, tz)}"
        for offer in offers
    }
    following = next((row["provider"] for row in run.ranking if row["provider"] not in notes), None)
    if following is not None and offers:
        notes[following] = "Next in line"
    return notes


def _candidate(row: Row, note: str, stands: Offered | None) -> Candidate:
    total = whole(row["score"])
    points = _in_whole_points(row["factors"], total)
    fresh = set(row.get("new", ()))
    return Candidate(
        name=row["name"],
        score=total,
        scores=tuple(FactorScore(points[f], "new" if f in fresh else "") for f in Weights.FACTORS),
        note=note,
        chosen=stands is not None and stands.provider == row["provider"],
    )


def _in_whole_points(factors: Mapping[str, float], total: int) -> dict[str, int]:
    """Round each factor's points so that they add up to the total: the largest fractions are rounded up."""
    points = {f: int(factors.get(f, 0)) for f in Weights.FACTORS}
    short = total - sum(points.values())
    by_rest = sorted(points, key=lambda f: -(factors.get(f, 0) - points[f]))
    return points | {f: points[f] + 1 for f in by_rest[: max(short, 0)]}


def _label(choice: Choice) -> str:
    return format_html(
        '<b>{}</b> {} <span class="psp-meta">{}</span>',
        choice.name,
        choice.points,
        choice.notes,
    )
