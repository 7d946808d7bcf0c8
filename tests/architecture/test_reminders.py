"""docs/reminders.md lists every kind of reminder that is declared, and no other."""

import re

from foundation.notifications import reminders
from foundation.notifications.schedules import schedules
from foundation.outbox import due_claims
from tests.architecture.source import ROOT

PLANNED = "planned"


def listed() -> list[tuple[str, str]]:
    """The name in code, or "planned", of each row, with its room."""
    text = (ROOT / "docs/reminders.md").read_text().partition("## Which days are settings")[0]
    lines = text.splitlines()
    rows = [line.strip("|").split(" | ") for line in lines if line.startswith("| ")][1:]
    return [(row[1].strip().strip("`"), row[4].strip().strip("`")) for row in rows]


def declared() -> dict[str, str]:
    """Each declared kind with the module that declares it; what the database claims belongs to its room."""
    kinds = {slug: kind.__module__ for slug, kind in reminders.kinds().items()}
    return kinds | {name: re.sub(r"_claim_.*", "", name) for name in due_claims.names()}


def test_every_declared_kind_is_listed_and_every_listed_kind_is_declared_or_planned():
    names = [name for name, _ in listed() if name != PLANNED]
    assert sorted(names) == sorted(declared())


def test_each_kind_is_listed_with_its_room():
    kinds = declared()
    wrong = [
        name for name, room in listed() if name != PLANNED and not kinds[name].startswith(room)
    ]
    assert wrong == []


def test_a_planned_kind_names_a_room():
    assert all(room for name, room in listed() if name == PLANNED)


def test_the_days_that_are_settings_are_listed_with_what_is_shipped():
    text = (ROOT / "docs/reminders.md").read_text().partition("## Which days are settings")[2]
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    shipped = {slug: each.default for slug, each in schedules().items()}
    assert {row[0].strip().strip("`") for row in rows} == set(shipped)
    for name, days, _ in rows:
        told = days.split(", then")[0].split(", ")
        assert told == [str(day) for day in shipped[name.strip().strip("`")]][: len(told)]
