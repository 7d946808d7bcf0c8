"""Say whose a row is: its agency and its state."""

from collections.abc import Sequence

from outcomes.parsing import numbers, places
from outcomes.parsing.figures import Named
from outcomes.parsing.ways import Skipped, Ways, Wrong, cell, said_of

# What the database has room for.
MAX_NAME, MAX_COUNTY = 160, 80


def agency_of(cells: Sequence[str], ways: Ways, notes: list[str]) -> Named:
    """Return the agency that a row names.

    Raises:
        Wrong: when it names none, or no state.
        Skipped: when it is of many agencies.
    """
    said_ori = said_of(cells, ways, "ori")
    ori = places.ori_of(said_ori)
    name = said_of(cells, ways, "agency") or said_of(cells, ways, "city")
    jurisdiction = said_of(cells, ways, "jurisdiction")
    county = places.without_footnote(said_of(cells, ways, "county"))
    name = name or jurisdiction or (county if not ori else "") or (ways.agency if not ori else "")
    bare = name if name in ways.numbered else places.without_footnote(name)
    if bare != name.strip() and not ori:
        notes.append(f"“{name[:40]}” is read as “{bare[:40]}”: the digits are taken for a footnote")
    name = " ".join(bare.split())
    state_said = said_of(cells, ways, "state")
    _skip_aggregates(cells, ways, name, state_said)
    if said_ori and not ori and said_ori.casefold() not in numbers.BLANKS:
        notes.append(f"“{said_ori[:20]}” isn't an ORI; matched by name, state, and county instead")
    name, behind = ways.states.split(name)
    if not ori and not name:
        raise Wrong(
            "The row names no agency. Write its ORI in a column ORI, or its name and state in columns Agency and State."
        )
    if jurisdiction and places.fold(jurisdiction).startswith("federal"):
        return Named(ori, name, places.fold(name), "", "")
    state = _state(cells, ways, ori, behind or ways.states.resolve(jurisdiction), state_said, notes)
    if not jurisdiction and not ori and ways.states.is_whole(name, state):
        raise Skipped(f"“{name[:60]}” is the state as a whole")
    county = "" if county.casefold() in numbers.BLANKS else county
    named = Named(ori, name, places.fold(name), state, county)
    _check(named)
    return named


def _check(named: Named) -> None:
    """Refuse what can't be stored, or told from other names."""
    if max(len(named.name), len(named.key)) > MAX_NAME:
        raise Wrong(
            f"The agency's name is longer than {MAX_NAME} characters. Shorten it in the file."
        )
    if len(named.county) > MAX_COUNTY:
        raise Wrong(f"The county is longer than {MAX_COUNTY} characters. Shorten it in the file.")
    if not named.ori and not named.key:
        raise Wrong(
            f"“{named.name}” has no letters from A to Z. Write the agency's name with them."
        )


def _skip_aggregates(cells: Sequence[str], ways: Ways, name: str, state: str) -> None:
    many = numbers.count(said_of(cells, ways, "agencies")).value or 1
    if many > 1 or places.is_aggregate(name) or places.is_aggregate(state):
        raise Skipped(f"“{name[:60] or state[:60]}” is many agencies together")


def _state(
    cells: Sequence[str], ways: Ways, ori: str, behind: str, said: str, notes: list[str]
) -> str:
    """Return the state: by its column, else by what else the row says; never one that doesn't exist."""
    said = _state_said(said, ways, ori)
    named = ways.states.resolve(said) if said else ""
    of_ori = ways.states.of_ori(ori)
    folders = [ways.states.in_path(cell(cells, at)) for at in ways.paths]
    others = [each for each in (of_ori, behind, *folders) if each]
    if named:
        if of_ori and of_ori != named:
            notes.append(f"the state is {named}, but the ORI is of {of_ori}; the ORI counts")
        return of_ori or named
    is_blank = said.casefold() in numbers.BLANKS
    if len(set(others)) > 1 and not of_ori:
        raise Wrong(f"The row names two states, {' and '.join(sorted(set(others)))}.")
    if others:
        if not is_blank:
            notes.append(
                f"“{said[:40]}” isn't a state; {others[0]} is taken from the rest of the row"
            )
        return others[0]
    if not is_blank:
        raise Wrong(f"“{said[:40]}” isn't a state. Correct its spelling.")
    if ways.state or ori:
        return ways.state
    raise Wrong("The row names no state. Say which one the file is of.")


def _state_said(said: str, ways: Ways, ori: str) -> str:
    """Return the state's cell; a number is one of two codes unless its column says which.

    Raises:
        Wrong: when nobody can tell which state the number means.
    """
    bare = said.removesuffix(".0")
    if not bare.isdigit():
        return said
    name = ways.header.names[ways.header.first_of["state"]]
    if "fips" in name.casefold():
        return bare.zfill(2)
    if ori:
        return ""
    raise Wrong(
        f"“{name}” is the number {said[:10]}, which the FBI and the Census Bureau give to different states. "
        "Write the state's name or letters, or name the column State FIPS."
    )
