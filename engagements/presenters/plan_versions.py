"""The approved versions of a plan, and what changed from one to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engagements.enums import Direction, OwnerSide
from engagements.models import Plan, PlanVersion
from foundation.ui import dates

Frozen = Mapping[str, Any]
LABELS = {
    "text": "text",
    "core_area": "core area",
    "principle": "DOJ principle",
    "unit": "unit",
    "direction": "direction",
    "baseline": "baseline",
    "baseline_on": "date of the baseline",
    "target": "target",
    "due_on": "due date",
    "side": "owner",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionGoal:
    """A goal as it was approved."""

    text: str
    meta: str
    figures: str
    actions: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPart:
    """An approved version: its text, and what changed since the version before it."""

    heading: str
    aside: str
    goals: Sequence[VersionGoal]
    changes: Sequence[str]
    is_first: bool


def versions_of(plan: Plan) -> list[VersionPart]:
    """Return a plan's approved versions, newest first."""
    found = list(plan.versions.all())
    before: list[PlanVersion | None] = [*found[1:], None]
    return [_version(each, old) for each, old in zip(found, before, strict=True)]


def changed_since(before: Sequence[Frozen], plan: Plan) -> list[str]:
    """Return what the plan's present text changes of an approved one, a sentence for each change."""
    return list(_changes(before, plan.in_words()))


def _version(version: PlanVersion, before: PlanVersion | None) -> VersionPart:
    who = f" by {version.approved_by.name}" if version.approved_by else ""
    return VersionPart(
        heading=f"Version {version.number}",
        aside=f"Approved {dates.full_day(version.approved_on)}{who}",
        goals=[_goal(each) for each in version.goals],
        changes=list(_changes(before.goals, version.goals)) if before else [],
        is_first=before is None,
    )


def _goal(goal: Frozen) -> VersionGoal:
    principle = f" · {goal['principle']}" if goal["principle"] else ""
    start = _shown("baseline", goal["baseline"])
    due = _shown("due_on", goal["due_on"])
    return VersionGoal(
        text=goal["text"],
        meta=f"{goal['core_area']}{principle}",
        figures=f"{start} → {_shown('target', goal['target'])} {goal['unit']} by {due}",
        actions=[
            f"{each['text']} ({OwnerSide(each['side']).label}, due {_shown('due_on', each['due_on'])})"
            for each in goal["actions"]
        ],
    )


def _changes(before: Sequence[Frozen], after: Sequence[Frozen]) -> Iterator[str]:
    yield from _compared("Goal", before, after)
    earlier = {goal["id"]: goal for goal in before}
    for goal in after:
        if goal["id"] in earlier:
            yield from _compared("Action", earlier[goal["id"]]["actions"], goal["actions"])


def _compared(noun: str, before: Sequence[Frozen], after: Sequence[Frozen]) -> Iterator[str]:
    old, new = {each["id"]: each for each in before}, {each["id"]: each for each in after}
    for key, each in new.items():
        if key not in old:
            yield f"{noun} added: {each['text']}."
            continue
        for name, label in LABELS.items():
            if name in each and each[name] != old[key][name]:
                was, now = _shown(name, old[key][name]), _shown(name, each[name])
                yield f"{noun} “{each['text']}”: {label} changed from {was} to {now}."
    for key, each in old.items():
        if key not in new:
            yield f"{noun} removed: {each['text']}."


def _shown(name: str, value: Any) -> str:
    """Return a frozen value in words."""
    if value in (None, ""):
        return "none"
    if name in {"baseline", "target"}:
        number = Decimal(value)
        return f"{number.to_integral() if number == number.to_integral() else number.normalize()}"
    if name in {"baseline_on", "due_on"}:
        return dates.full_day(date.fromisoformat(value))
    if name == "direction":
        return str(Direction(value).label).lower()
    return str(OwnerSide(value).label) if name == "side" else str(value)
