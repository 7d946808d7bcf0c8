"""A role has one name in Python: its constant of ``foundation.accounts.roles``."""

import ast
from collections.abc import Iterator

import pytest

from foundation.accounts.roles import ROLES
from tests.architecture.source import modules, templates, tree

DEFINED = "foundation/accounts/roles.py"
# Also the name of a field, of a column of a ranking and of a group that is notified: only where a role is spoken of.
EVERYDAY = {"provider"}


def slugs_in(module: ast.AST) -> list[str]:
    """Slugs of roles that a module spells, each with its line."""
    unmistakable = [each for each in texts(module) if each.value not in EVERYDAY]
    near_a_role = [
        each for part in ast.walk(module) if speaks_of_a_role(part) for each in texts(part)
    ]
    found = {(each.lineno, each.value) for each in (*unmistakable, *near_a_role)}
    return [f"{line} {slug}" for line, slug in sorted(found)]


def texts(part: ast.AST) -> Iterator[ast.Constant]:
    """The constants below a node that are a role's slug."""
    return (
        node
        for node in ast.walk(part)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ROLES
    )


def speaks_of_a_role(part: ast.AST) -> bool:
    """Whether a node compares with a role, looks one up or hands one on by name."""
    if isinstance(part, ast.Compare | ast.Subscript):
        return "role" in ast.unparse(part).lower()
    return isinstance(part, ast.keyword) and "role" in (part.arg or "")


def test_no_module_spells_the_slug_of_a_role():
    found = {
        name: slugs
        for name, path in modules()
        if name != DEFINED and (slugs := slugs_in(tree(path)))
    }
    assert found == {}


def test_no_template_compares_with_the_slug_of_a_role():
    found = [
        f"{name}: {slug}"
        for name, text in templates()
        for slug in ROLES.keys() - EVERYDAY
        if f'"{slug}"' in text or f"'{slug}'" in text
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "seat.role == 'tta-coordinator'",
        "seats = ['program-advisor']",
        "actor.staff_role in ('analyst', OTHER)",
        "organization.role != 'provider'",
        "ROLES['provider']",
        "Membership.objects.filter(role__in=['provider'])",
    ],
)
def test_a_slug_is_seen_however_it_is_used(source: str):
    assert slugs_in(ast.parse(source))


@pytest.mark.parametrize("source", ["row['provider']", "self.fields['provider'] == 'x'"])
def test_a_field_named_like_a_role_is_none(source: str):
    assert slugs_in(ast.parse(source)) == []
