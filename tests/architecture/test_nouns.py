"""One noun, one name: what a module is called on one storey it is called on all of them."""

from collections.abc import Iterable, Mapping

from tests.architecture.source import modules

# Nouns without a plural, and what is done named as a noun. Anything else that has no plural is a verb.
UNCOUNTED = {
    "agenda",
    "bulk",
    "copying",
    "evidence",
    "feedback",
    "handling",
    "log",
    "provider_capacity",
    "ranking_score",
    "reference",
    "routing",
    "sharing",
    "speaking",
    "triage",
    "urgency",
}


def named(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """The names of the modules below each room's storeys, by room; the demonstration's are of its people."""
    found: dict[str, set[str]] = {}
    for path in paths:
        room, _, below = path.removesuffix(".py").partition("/")
        if below.count("/") == 1 and room not in {"demo", "foundation", "psp_portal"}:
            found.setdefault(room, set()).add(below)
    return found


def verbs(paths: Iterable[str]) -> list[str]:
    """Modules of actions that are neither a plural nor a noun that has none."""
    return [
        f"{room}/{name}"
        for room, names in named(paths).items()
        for name in sorted(names)
        if name.startswith("actions/")
        and not name.endswith("s")
        and name not in {f"actions/{noun}" for noun in {"__init__", *UNCOUNTED}}
    ]


def spelled_twice(paths: Iterable[str]) -> list[str]:
    """Nouns that a room has in the singular on one storey and in the plural on another."""
    found = []
    for room, names in named(paths).items():
        nouns = {name.split("/")[1] for name in names}
        found += [f"{room}: {noun}, {noun}s" for noun in sorted(nouns) if f"{noun}s" in nouns]
    return found


def test_a_module_of_actions_is_a_noun():
    assert verbs(name for name, _path in modules()) == []
    planted = ["engagements/actions/finish.py", "sites/actions/seats.py", "sites/actions/bulk.py"]
    assert verbs(planted) == ["engagements/actions/finish"]


def test_a_noun_is_spelled_one_way_in_a_room():
    assert spelled_twice(name for name, _path in modules()) == []
    planted = ["engagements/actions/milestones.py", "engagements/models/milestone.py"]
    assert spelled_twice(planted) == ["engagements: milestone, milestones"]
