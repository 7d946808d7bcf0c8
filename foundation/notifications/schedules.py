"""The days on which reminders are sent: declared by rooms with a default, edited by administrators as rows."""

from collections.abc import Sequence
from dataclasses import dataclass

MAX_STEPS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The days of one kind of reminder.

    Attributes:
        slug: what its row is called: the kind's slug, or more where a kind has several.
        default: its days as shipped, in order.
        meaning: what the numbers count, as a sentence for administrators.
        least: the smallest number that makes sense.
        most: the largest.
        steps: the most steps it may have.
    """

    slug: str
    default: tuple[int, ...]
    meaning: str
    least: int = 1
    most: int = 365
    steps: int = MAX_STEPS

    def wrong(self, days: Sequence[int]) -> str:
        """Return what is wrong with some days, as a sentence; empty for nothing."""
        if not days:
            return "Enter at least one number."
        if len(set(days)) != len(days):
            return "Enter each number once."
        if min(days) < self.least or max(days) > self.most:
            return f"Enter whole numbers from {self.least} to {self.most}."
        if len(days) > self.steps:
            return (
                "Enter one number." if self.steps == 1 else f"Enter at most {self.steps} numbers."
            )
        return ""


_schedules: dict[str, Schedule] = {}


def declare(schedule: Schedule) -> Schedule:
    """Add the schedule of a kind of reminder, and return it for the kind to ask.

    Raises:
        ValueError: when its shipped days break its own rule, or another has its slug.
    """
    if wrong := schedule.wrong(schedule.default):
        raise ValueError(f"{schedule.slug}: {wrong}")
    if _schedules.setdefault(schedule.slug, schedule) != schedule:
        raise ValueError(f"The days of {schedule.slug!r} are already declared.")
    return schedule


def schedule_of(slug: str) -> Schedule | None:
    """Return the schedule with that slug; None if no room declares it."""
    return _schedules.get(slug)


def schedules() -> dict[str, Schedule]:
    """Return every declared schedule by its slug."""
    return dict(_schedules)


def before_or_after(
    days: Sequence[int], *, ahead: str = "ahead", late: str = ""
) -> list[tuple[str, int]]:
    """Name the steps around a day, the latest first: ``late-5``, ``due``, ``ahead-3``.

    Arguments:
        days: the days; negative ones are before the day.
        ahead: the name of the only step before the day.
        late: the name of the only step after it; with its number by default.
    """
    only_ahead = sum(day < 0 for day in days) == 1
    only_late = bool(late) and sum(day > 0 for day in days) == 1

    def name(day: int) -> str:
        if day == 0:
            return "due"
        if day > 0:
            return late if only_late else f"late-{day}"
        return ahead if only_ahead else f"ahead-{-day}"

    return [(name(day), day) for day in sorted(days, reverse=True)]
