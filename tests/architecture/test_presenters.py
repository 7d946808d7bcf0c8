"""Presenters stay thin, view modules hold views, and a large page is no dict."""

import ast
from collections.abc import Iterator

from tests.architecture.source import modules, storey, tree

# What a presenter never reaches for: HTTP, a page's rendering, writes.
BARRED = ("django.http", "django.shortcuts", "foundation.accounts.http", "foundation.ui.pages")
DOORS = {"access", "public", "signed_in", "StepPages"}
# Modules beside the views that hold none, and why.
WITHOUT_A_VIEW = {
    "dashboards/views/public_pages.py": "gives visitors the pages that views rendered before",
    "dashboards/views/shell.py": "asked by the navigation on every page",
    "liaisons/views/forms.py": "what the pages read of the log's form",
    "liaisons/views/parts.py": "answers the pages share",
    "sites/views/shell.py": "asked by the page's shell on every page",
    "tta_requests/views/fetching.py": "what the pages fetch alike",
}
# A page with more parts than these is a dataclass a presenter makes, which the type checker reads.
MAX_CONTEXT = 8
# Views that still pass a larger dict, and why.
LARGE_CONTEXTS = {}


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
        "communities",
        "exchanges",
        "grants",
        "dashboards",
        "engagements",
        "library",
        "liaisons",
        "sites",
        "summits",
        "applications",
        "outcomes",
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


def size_of(node: ast.AST) -> int:
    """How many keys a dict that stands in the code has; joined dicts are added up."""
    if isinstance(node, ast.Dict):
        return sum(
            1 if key else max(size_of(value), 1)
            for key, value in zip(node.keys, node.values, strict=True)
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict":
        return len(node.keywords) + sum(size_of(each) for each in node.args)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return size_of(node.left) + size_of(node.right)
    return 0


def large_dicts(module: ast.Module) -> Iterator[ast.AST]:
    """Dicts of too many keys that a function makes; tables of a module are no page's."""
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            yield from (node for node in ast.walk(function) if size_of(node) > MAX_CONTEXT)


def test_the_size_of_a_dict_is_found_however_it_is_made():
    sizes = {
        'def f(): return {"a": 1, "b": 2}': 2,
        'def f(): return {"a": 1, **{"b": 2, "c": 3}, **more}': 4,
        'def f(): return dict({"a": 1}, b=2)': 2,
        'def f(): return more | {"a": 1} | {"b": 2}': 2,
    }
    found = {text: max(map(size_of, ast.walk(ast.parse(text)))) for text in sizes}
    assert found == sizes


def test_a_page_of_many_parts_is_made_by_a_presenter():
    large = {
        name
        for name, path in modules()
        if (storey(name) == "views" or opens_a_door(tree(path))) and any(large_dicts(tree(path)))
    }
    # An exception ends with its module, however that goes.
    assert large == LARGE_CONTEXTS.keys() & {name for name, _ in modules()}
