"""Why this provider was chosen: the ranking as a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Factor:
    """A column: its name and its maximum points."""

    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class FactorScore:
    """A cell: the points out of the maximum, and "new" without a history."""

    points: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A row: one provider; ``scores`` in the order of the factors.

    Attributes:
        note: "Offered Tue 3:10 pm", "Next in line".
    """

    name: str
    score: int
    scores: tuple[FactorScore, ...]
    note: str = ""
    chosen: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """The whole explanation.

    Attributes:
        reason: the bold sentence; contrast: the text after it.
        version: "Weights version 3 · ranked Tue Nov 24, 2:56 pm MT".
        filtered: who was excluded, as a sentence; all_href: the page with every provider.
        override: the reason if a person chose against the ranking.
    """

    reason: str
    factors: tuple[Factor, ...]
    candidates: tuple[Candidate, ...]
    contrast: str = ""
    version: str = ""
    filtered: str = ""
    all_href: str = ""
    all_label: str = "All providers and why"
    override: str = ""
