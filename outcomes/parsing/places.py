"""Resolve states as files write them, and tell an agency's name from what hangs on it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

ORI = re.compile(r"[A-Z0-9]{7}(?:[A-Z0-9]{2})?")
# Columns that say whose a row is.
OWNERS = ("ori", "agency", "city", "jurisdiction", "county")
# How the FBI's codes differ from the Postal Service's.
OTHER_CODES = {"NB": "NE", "GM": "GU", "CZ": ""}
# The Associated Press's abbreviations that aren't the first letters of a name.
PRESS = {
    "ariz": "AZ", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL", "ill": "IL",
    "ind": "IN", "kan": "KS", "kans": "KS", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS",
    "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "penn": "PA",
    "tenn": "TN", "tex": "TX", "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY", "ala": "AL",
    "ark": "AR", "w va": "WV", "washington dc": "DC", "washington d c": "DC", "d c": "DC", "dist of columbia": "DC",
}  # fmt: skip
# Behind a single letter, as in Troop A1, plain digits are the name's own.
RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079"
FOOTNOTE = re.compile(
    rf"(?:(?<=[A-Za-z.)][A-Za-z.)])[\d{RAISED}]{{1,2}}|(?<=[A-Za-z.)])[{RAISED}]{{1,2}})(?:\s*,\s*\d{{1,2}})*$"
)
CAPITAL = re.compile(r"(Washington),?\s+D\.?\s?C\.?", re.IGNORECASE)
PATH = re.compile(r"[\\/]")
NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
AGGREGATES = frozenset({
    "national", "nationwide", "total", "totals", "subtotal", "statewide", "all", "us", "usa",
    "united states", "united states total", "u s total", "grand total", "all agencies",
    "full sample", "state total", "sub total", "sub totals", "subtotals", "sum", "average", "avg", "mean", "median",
    "citywide", "city wide", "countywide", "county wide", "state wide", "combined", "overall", "all others",
    "all other agencies", "other agencies", "others",
})  # fmt: skip
AGGREGATE_STARTS = (
    "agencies of ", "total ", "totals ", "subtotal ", "sub total ", "average ", "full sample", "all agencies",
    "all cities", "all other", "group ", "grand total", "state of ", "sum of ",
    "rest of ", "balance of ", "remainder of ",
)  # fmt: skip
AGGREGATE_ENDS = (
    " total",
    " totals",
    " subtotal",
    " sub total",
    " average",
    " statewide",
    " citywide",
)
ALL_OF = re.compile(
    r"all .*\b(?:cities|agencies|counties|departments|others?|jurisdictions|districts|places)"
)
# Where the state as a whole and one agency have the same name.
ALSO_A_CITY = frozenset({"NY", "DC", "GU", "VI", "AS", "MP"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text as it is compared: no case, no punctuation, single spaces."""
    return NOT_ALPHANUMERIC.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=8192)
def without_footnote(text: str) -> str:
    """Return a name without the footnote digits that hang on it, as in ``ALABAMA3, 4``."""
    return FOOTNOTE.sub("", text.strip()).strip()


@lru_cache(maxsize=8192)
def is_aggregate(name: str) -> bool:
    """Return whether a name is of many agencies together, such as ``National``."""
    folded = fold(name)
    is_whole = folded in AGGREGATES or folded.startswith(AGGREGATE_STARTS)
    return is_whole or folded.endswith(AGGREGATE_ENDS) or ALL_OF.fullmatch(folded) is not None


@lru_cache(maxsize=8192)
def ori_of(text: str) -> str:
    """Return an ORI in nine characters: seven are the first of nine. "" if it is none."""
    bare = text.strip().upper().replace("-", "").replace(" ", "")
    if not ORI.fullmatch(bare) or not any(sign.isdigit() for sign in bare):
        return ""
    return bare if len(bare) == 9 else f"{bare}00"


@dataclass(frozen=True, slots=True)
class States:
    """The states that exist; a text is resolved to one of them or to none.

    Attributes:
        by_name: folded name, abbreviation, or code → the two letters.
        full_names: folded name → the two letters.
    """

    by_name: Mapping[str, str]
    full_names: Mapping[str, str]

    @classmethod
    def of(cls, states: Iterable[tuple[str, str, str]]) -> "States":
        """Return them from two letters, name, and the Census Bureau's code."""
        found, full = dict(PRESS), {}
        for usps, name, fips in states:
            full[fold(name)] = usps
            found |= {usps.casefold(): usps, fold(name): usps, fips: usps}
            found[" ".join(usps.casefold())] = usps  # N.M. is "n m"
        return cls(found, full)

    def resolve(self, text: str) -> str:
        """Return the two letters of the state a text names, or "" if it names none."""
        said = without_footnote(text)
        found = self.by_name.get(fold(said), "")
        return found or OTHER_CODES.get(said.upper(), "")

    def is_whole(self, name: str, state: str) -> bool:
        """Return whether a name is a state's own, of which an agency would have another name."""
        return state not in ALSO_A_CITY and state != "" and self.full_names.get(fold(name)) == state

    def of_ori(self, ori: str) -> str:
        """Return the state of an ORI."""
        start = ori[:2]
        return OTHER_CODES.get(start, "") or (self.resolve(start) if start.isalpha() else "")

    def in_path(self, text: str) -> str:
        """Return the state that is a folder of a path, or ""."""
        if not PATH.search(text):
            return ""
        found = {self.resolve(part) for part in PATH.split(text) if len(part) > 3} - {""}
        return found.pop() if len(found) == 1 else ""

    def split(self, name: str) -> tuple[str, str]:
        """Return an agency's name and the state behind its last comma, as in ``Albuquerque, N.M.``."""
        if match := CAPITAL.fullmatch(name.strip()):
            return match[1], "DC"
        head, comma, tail = name.rpartition(",")
        state = self.resolve(tail) if comma else ""
        return (head.strip(), state) if state else (name.strip(), "")
