"""The reviewed table of statuses: expected.md in this folder.

``python -m tests.matrix.expected`` rewrites it from the last run; read the difference before you
commit it.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache

from tests.architecture.source import ROOT

TABLE = ROOT / "tests" / "matrix" / "expected.md"
SEEN = ROOT / ".pytest_cache" / "matrix"
HOW = "If this is meant: `python -m tests.matrix.expected`, then review the difference."
# A site's and a desk's: they ask also with what an address does not take by the table.
ASK_ALL = ("poc-police", "coordinator")
UNTAKEN, DENIED = "405", "403"
REST, EVERYBODY = "all others", "everybody"
HEAD = """# Who gets which answer

Under each address, a line for each kind of row it was asked with and the site of that row: groups of
people with the same answer. An answer is `GET/POST`; the form of another site alone has a POST only.
Riverton is everybody's own site, Hilltop foreign to all but DOJ staff, Lakeside the second site of
`two-seats`. `provider-work` works on Riverton's requests worked and accepted, `provider-offer` was
offered one, `provider-ended` had a share that ended, `waiting-seat` accepted a seat that nobody has
approved. Written by `python -m tests.matrix.expected` from a run of the matrix; read each difference.
"""


def differences(name: str, statuses: dict[str, dict[str, str]]) -> list[str]:
    """Return where a person's statuses differ from the table; an unknown URL counts too."""
    found = []
    for label, cells in sorted(statuses.items()):
        for key, status in sorted(cells.items()):
            if (told := answer(label, key, name)) != status:
                found.append(f"{label} {key}: the table says {told}, {name} got {status}")
    return found


def answer(label: str, key: str, name: str) -> str | None:
    """Return the table's answer to a person, GET first: "200/405"; None for an unknown address."""
    row = _read().get((label, key), {})
    return row.get(name) or row.get(REST) or row.get(EVERYBODY)


def known(label: str, key: str, name: str, statuses: frozenset[str]) -> dict[str, str]:
    """Return the answers of an address, by method, that are one of these statuses in the table.

    An address refuses a method that it does not take (405) before it looks at who asks: that is known if it
    refuses it to ``ASK_ALL`` too. In the matrix these ask each time, so that a method that is taken from now on
    differs from the table.
    """
    told, *others = [(answer(label, key, each) or "").split("/") for each in (name, *ASK_ALL)]
    methods = ("GET", "POST", "PATCH")[: len(told)] if len(told) > 1 else ()
    return {
        method: told[place]
        for place, method in enumerate(methods)
        if told[place] in statuses
        and (told[place] != UNTAKEN or all(each[place : place + 1] == [UNTAKEN] for each in others))
    }


@cache
def _read() -> dict[tuple[str, str], dict[str, str]]:
    """Return the table: (route, row) to person to status."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    label = ""
    for line in TABLE.read_text().splitlines() if TABLE.exists() else []:
        if line.startswith("## "):
            label = line[3:]
        elif line.startswith("- "):
            key, _, rest = line[2:].partition(": ")
            table[label, key] = {
                person: status
                for group in rest.split("; ")
                for status, _, people in [group.partition(" ")]
                for person in people.split(", ")
            }
    return table


def _lines() -> Iterator[str]:
    seen = {path.stem: json.loads(path.read_text()) for path in sorted(SEEN.glob("*.json"))}
    labels = sorted({label for statuses in seen.values() for label in statuses})
    yield HEAD
    for label in labels:
        yield f"## {label}"
        keys = {key for statuses in seen.values() for key in statuses.get(label, {})}
        for key in sorted(keys):
            groups: dict[str, list[str]] = {}
            for person, statuses in seen.items():
                if key in statuses.get(label, {}):
                    groups.setdefault(statuses[label][key], []).append(person)
            most = max(groups, key=lambda status: len(groups[status]))
            if len(groups[most]) > 5:
                groups[most] = [REST if len(groups) > 1 else EVERYBODY]
            told = [f"{status} {', '.join(people)}" for status, people in sorted(groups.items())]
            yield f"- {key}: {'; '.join(told)}"
        yield ""


if __name__ == "__main__":
    TABLE.write_text("\n".join(_lines()))
    sys.stdout.write(f"Wrote {TABLE.relative_to(ROOT)}.\n")
