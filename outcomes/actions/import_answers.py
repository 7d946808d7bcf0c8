"""What a person says about a file of figures: which line is right, what its columns hold, which zeros count."""

from collections.abc import Iterable, Mapping

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow.versions import check_version
from outcomes import policies
from outcomes.actions import imports
from outcomes.enums import ImportState
from outcomes.errors import NotListed, NotReady
from outcomes.models import FigureImport
from outcomes.parsing.tables import NoHeader


@atomic
def pick(kept: FigureImport, line: int, *, version: int | str | None, by: Actor) -> FigureImport:
    """Choose one of the lines that differ, and read the file again.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        StaleEdit: when someone changed it since.
        NotListed: when the line isn't one of them.
    """
    held = _hold(kept, version, by)
    groups = [each["lines"] for each in held.report.get("rejected", []) if len(each["lines"]) > 1]
    group = next((lines for lines in groups if line in lines), None)
    if group is None:
        raise NotListed
    held.picks = sorted({*held.picks, line} - {other for other in group if other != line})
    return imports.read(held)


@atomic_savepoint
def tell_columns(
    kept: FigureImport,
    mapping: Mapping[str, str],
    *,
    heading_line: int | None = None,
    version: int | str | None,
    by: Actor,
) -> FigureImport:
    """Say what the columns hold, remember it for the source, and read the file again.

    Arguments:
        mapping: folded heading → a key of ``ROLES``, or a measure.
        heading_line: the line of the file that names the columns. Where it moves, the file is read by that line, and
            the mapping, which is about other columns, is left out.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        StaleEdit: when someone changed it since.
        Unreadable: when no table is left.
    """
    held = imports.hold(kept, by)
    if not policies.can_tell_columns(held):
        raise NotReady(policies.why_not_ready(held))
    check_version(held, version)
    if heading_line is not None and heading_line != held.named_at:
        return _read_by(held, heading_line)
    held.mapping = {**held.mapping, **mapping}
    imports.read(held)
    if held.source is not None:
        held.source.mapping = {**held.source.mapping, **mapping}
        held.source.save(update_fields=["mapping"])
    return held


@atomic_savepoint
def tell_zeros(
    kept: FigureImport, key: str, *, are_absent: bool, version: int | str | None, by: Actor
) -> FigureImport:
    """Say whether doubtful counts of 0 mean "not reported", remember it for the source, and read the file again.

    Arguments:
        key: of the doubtful counts, as the report lists them.
        are_absent: False for counts that are 0.

    Raises:
        StaffOnly: when the actor doesn't import figures.
        NotReady: when it is being imported, or was.
        StaleEdit: when someone changed it since.
        NotListed: when it has no such counts.
    """
    held = _hold(kept, version, by)
    listed = {each["key"] for each in held.report.get("zeros", [])}
    if key not in listed or held.source is None:
        raise NotListed
    held.absent = _told(held.absent, key, are_absent=are_absent)
    imports.read(held)
    held.source.absent = _told(held.source.absent, key, are_absent=are_absent)
    held.source.save(update_fields=["absent"])
    return held


def _hold(kept: FigureImport, version: int | str | None, by: Actor) -> FigureImport:
    """Lock an import that is read, for a person who saw that version."""
    held = imports.hold(kept, by)
    if held.state != ImportState.READY:
        raise NotReady(policies.why_not_ready(held))
    check_version(held, version)
    return held


def _read_by(held: FigureImport, heading_line: int) -> FigureImport:
    """Read the file again by the line that names the columns; where its names say too little, a person says what they hold."""
    held.heading_line = heading_line
    try:
        return imports.read(held)
    except NoHeader as wrong:
        return imports.say_why(held, wrong)


def _told(absent: Iterable[str], key: str, *, are_absent: bool) -> list[str]:
    """Return the keys of absent counts with one more, or without it."""
    return sorted({*absent, key} if are_absent else {*absent} - {key})
