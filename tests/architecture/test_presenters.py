"""Presenters stay thin, and view modules hold views."""

import ast
from collections.abc import Iterator

from tests.architecture.source import modules, storey, tree

# What a presenter never reaches for: HTTP, a page's rendering, writes.
BARRED = ("django.http", "django.shortcuts", "foundation.accounts.http", "foundation.ui.pages")
DOORS = {"access", "public", "signed_in"}
# Modules beside the views that hold none, and why.
WITHOUT_A_VIEW = {
    "dashboards/views/shell.py": "asked by the navigation on every page",
    "liaisons/views/parts.py": "answers the pages share",
    "sites/views/shell.py": "asked by the page's shell on every page",
    "tta_requests/views/fetching.py": "what the pages fetch alike",
}


def presenters() -> Iterator[tuple[str, ast.Module]]:
    for name, path in modules():
        if storey(name) == "presenters":
            yield name, tree(path)


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def asks_the_database(node: ast.AST) -> bool:
    """Whether something reads a manager, such as ``Site.objects``."""
    return isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}


def test_there_are_presenters():
    assert {name.split("/")[0] for name, _ in presenters()} >= {
        "dashboards",
        "engagements",
        "liaisons",
        "sites",
        "tta_requests",
    }


def test_a_presenter_knows_no_http_and_no_action():
    found = [
        f"{name} imports {what}"
        for name, module in presenters()
        for what in imported(module)
        if what.startswith(BARRED) or "actions" in what.split(".")
    ]
    assert found == []


def test_a_presenter_asks_no_query():
    found = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, module in presenters()
        for node in ast.walk(module)
        if asks_the_database(node)
    ]
    assert found == []


def opens_a_door(module: ast.Module) -> bool:
    """Whether some function is a view: each declares its access."""
    called = (node.func for node in ast.walk(module) if isinstance(node, ast.Call))
    decorated = (
        decorator
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
    )
    names = {node.id for node in (*called, *decorated) if isinstance(node, ast.Name)}
    return not DOORS.isdisjoint(names)


def test_view_modules_hold_views():
    without = {
        name
        for name, path in modules()
        if storey(name) == "views"
        and not name.startswith("foundation/")
        and not name.endswith("/__init__.py")
        and not opens_a_door(tree(path))
    }
    assert without == set(WITHOUT_A_VIEW)
