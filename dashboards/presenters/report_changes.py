"""What changed at the sites, in sentences with the periods that were measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from foundation.ui import dates
from outcomes.presenters.measurements import in_unit


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """How one measure of a site changed: the site, the sentence, and which periods were measured."""

    site: str
    text: str
    about: str


def lines_of(changes: Iterable[Mapping[str, Any]], *, is_demo: bool) -> list[ChangeLine]:
    """Return the changes at the program's sites, or at demonstration sites.

    Arguments:
        changes: as ``changes_of`` found them, or as frozen.
        is_demo: whose.
    """
    return [_line(each) for each in changes if each["is_demo"] == is_demo]


def _line(each: Mapping[str, Any]) -> ChangeLine:
    then, now = Decimal(each["then"]), Decimal(each["now"])
    way = "rose" if now > then else "fell"
    said = f"{in_unit(then, each['unit'])} to {in_unit(now, each['unit'])}"
    periods = f"{_period(each['then_days'])} and {_period(each['now_days'])}"
    return ChangeLine(each["site"], f"{each['measure']} {way} from {said}.", f"Measured {periods}")


def _period(days: tuple[str, str]) -> str:
    first, last = map(date.fromisoformat, days)
    return dates.period(first, last)
