"""Sites on the map of the United States."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A cohort group of the legend: its key, label and mark."""

    key: str
    label: str
    shape: Literal["square", "circle", "diamond"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSite:
    """A site on the map; ``label`` is the side of the mark that shows its name, if any."""

    name: str
    href: str
    latitude: float
    longitude: float
    group: str
    label: Literal["", "left", "right", "above"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The map: its sites, the legend, the sites not on it, and the list with the same content."""

    title: str
    sites: tuple[MapSite, ...]
    groups: tuple[MapGroup, ...]
    missing: str = ""
    list_href: str = ""
    list_label: str = "All as a list"
