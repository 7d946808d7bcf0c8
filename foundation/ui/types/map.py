"""Sites on the map of the United States."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A cohort group of the legend: its key, its words and its mark."""

    key: str
    label: str
    shape: Literal["square", "circle", "diamond"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSite:
    """A site at a point; ``label`` prints its name beside the mark on the side named."""

    name: str
    href: str
    latitude: float
    longitude: float
    group: str
    label: Literal["", "left", "right", "above"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The map: its sites, the legend, who is not on it, and the list that says the same."""

    title: str
    sites: tuple[MapSite, ...]
    groups: tuple[MapGroup, ...]
    missing: str = ""
    list_href: str = ""
    list_label: str = "All as a list"
