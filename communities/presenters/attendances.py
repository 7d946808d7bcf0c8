"""Who came to a meeting, in words."""

from collections.abc import Iterable

from communities.models import Attendance, Member


def choices_of(members: Iterable[Member], recorded: Iterable[Attendance]) -> list[tuple[int, str]]:
    """Return the people a facilitator chooses from, by name: members now, and people recorded before they left."""
    rows: list[Member | Attendance] = [*recorded, *members]
    found = {row.person_id: named(row) for row in rows}
    return sorted(found.items(), key=lambda choice: choice[1].casefold())


def named(row: Member | Attendance) -> str:
    """Return a person's name with their site."""
    return f"{row.person.name}, {row.site.name}" if row.site else row.person.name


def lines_of(attendances: Iterable[Attendance], user_id: int | None) -> list[str]:
    """Name the people whose attendance the reader sees, the reader first."""
    rows = sorted(attendances, key=lambda row: row.person_id != user_id)
    return ["You" if row.person_id == user_id else named(row) for row in rows]
