"""What the program has published: its statement and nine accomplishments, as shipped files."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Accomplishment:
    """One accomplishment the program reports: retold in ``text``, as published in ``published_text``.

    ``shown_figure`` and ``shown_text`` are the home page's short form of it; empty if it has no
    figure.
    """

    site: str
    areas: tuple[str, ...]
    shown_order: int
    shown_figure: str
    shown_text: str
    text: str
    published_text: str
    as_of: date


@cache
def accomplishments() -> tuple[Accomplishment, ...]:
    """Return the nine accomplishments in their published order."""
    with (DATA / "accomplishments.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["order"]))
    return tuple(_accomplishment(row) for row in rows)


def headlines() -> list[Accomplishment]:
    """Return the accomplishments with a figure, in the home page's order."""
    return sorted((a for a in accomplishments() if a.shown_figure), key=lambda a: a.shown_order)


@cache
def statement() -> dict[str, Any]:
    """Return the program's own About text by part; ``as_of`` is the day it was read."""
    kept: dict[str, Any] = json.loads((DATA / "about.json").read_text(encoding="utf-8"))
    return kept | {"as_of": date.fromisoformat(kept["as_of"])}


def _accomplishment(row: dict[str, str]) -> Accomplishment:
    return Accomplishment(
        site=row["site"],
        areas=tuple(row["core_areas"].split("|")),
        shown_order=int(row["shown_order"] or 0),
        shown_figure=row["shown_figure"],
        shown_text=row["shown_text"],
        text=row["text"],
        published_text=row["published_text"],
        as_of=date.fromisoformat(row["as_of"]),
    )
