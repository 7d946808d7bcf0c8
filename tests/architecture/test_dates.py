"""Days and times are written in one place, so that a page never tells two kinds."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, files, modules

HOME = "foundation/ui/dates.py"
# Formats for machines, as ISO 8601 has them; everything else is for people.
MACHINE = re.compile(r"%Y-%m(-%d)?([ T]%H:%M(:%S)?)?|%H:%M(:%S)?")
DIRECTIVE = re.compile(r"%-?[A-Za-z]")
# Calls that write a moment in a format of their own.
WRITERS = {"strftime", "date_format", "time_format", "dateformat"}
IN_A_TEMPLATE = re.compile(r"\|\s*(?:date|time)\b|\{%\s*now\b")
ELSEWHERE = {
    "foundation/calendars/models.py": "calendars stand below the pages' words; an admin's title",
    "foundation/calendars/quarters.py": "as above; the name of a quarter",
    "foundation/notifications/pages.py": "a place in a list, as it stands in an address",
}


def formats_in(source: str) -> Iterator[str]:
    """Every format for people in a module: of an f-string, or of a call that writes a moment."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            spec = ast.unparse(node.format_spec)[2:-1]
            if DIRECTIVE.search(spec) and not MACHINE.fullmatch(spec):
                yield spec
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name in WRITERS and not any(MACHINE.fullmatch(str(each)) for each in given):
                yield ast.unparse(node)


def test_a_format_is_found():
    planted = [
        'f"{day:%b} {day.day}"',
        'day.strftime("%A")',
        "moment.strftime(STAMP)",
        'date_format(day, "M j")',
    ]
    assert [bool([*formats_in(each)]) for each in planted] == [True] * len(planted)
    assert [*formats_in('f"{day:%Y-%m-%d} {share:.1%} {hours:g}"')] == []
    assert IN_A_TEMPLATE.search('{{ day|date:"M j" }}')
    assert IN_A_TEMPLATE.search("{{ moment|time }}")


def test_modules_write_days_by_the_functions_of_one_place():
    found = {name: [*formats_in(path.read_text())] for name, path in modules() if name != HOME}
    assert {name: each for name, each in found.items() if each and name not in ELSEWHERE} == {}
    assert {name for name in ELSEWHERE if not found[name]} == set()


def test_templates_write_days_by_our_filters():
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in files("templates/*.html", "templates/*.txt")
        for hit in IN_A_TEMPLATE.finditer(path.read_text())
    ]
    assert found == []
