"""The bar chart by year of the site workspace."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One year; None is a gap, preliminary is an outline, strong a bold number."""

    label: str
    value: int | None
    preliminary: bool = False
    strong: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars with the finding as a sentence; the table shows the same numbers."""

    heading: str
    finding: str
    bars: tuple[Bar, ...]
    unit: str = ""
    source: str = ""
