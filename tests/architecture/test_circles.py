"""No two modules of the portal import each other, by whatever way: the files form a tree one can read from below."""

import ast
from collections.abc import Iterable, Mapping

import pytest

from psp_portal.local.environment import ROOT
from tests.architecture.source import modules, tree

MAX_LINES = 300


def dotted(name: str) -> str:
    """``sites.models`` of ``sites/models/__init__.py``."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(module: ast.Module, known: Iterable[str]) -> set[str]:
    """Modules among the known ones that a module imports: at its top, inside functions, or for types only."""
    known = set(known)
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner
            if inner - known:
                found.add(node.module)
    return found & known


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Modules that reach each other, each group sorted (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    found = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        path.append(name)
        for other in graph[name]:
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in path:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            group = path[path.index(name) :]
            del path[path.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in order:
            visit(name)
    return sorted(found)


def graph() -> dict[str, set[str]]:
    """What each module of the portal imports of the others."""
    known = {dotted(name): path for name, path in modules()}
    return {name: imports(tree(path), known) - {name} for name, path in known.items()}


def test_no_modules_import_each_other():
    assert circles(graph()) == []


@pytest.mark.parametrize(
    "line",
    [
        "from sites.models.memberships import Membership",
        "from sites.models import Membership",
        "import sites.models.memberships",
        "def late():\n    from sites.models import memberships",
        "if TYPE_CHECKING:\n    from sites.models.memberships import Membership",
    ],
)
def test_a_planted_circle_is_found(line):
    planted = graph()
    planted["sites.models.places"] |= imports(ast.parse(line), planted)
    assert [group for group in circles(planted) if "sites.models.places" in group]


def test_no_module_asks_the_registry_for_a_model_it_could_import():
    """Event models are pghistory's, made at run time: the admin lists them by name."""
    found = [
        f"{name}:{node.lineno}"
        for name, path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        if ast.unparse(node.func).endswith("get_model") and len(node.args) == 2
        if not ast.unparse(node.args[1]).endswith("Event'")
    ]
    assert found == []


def test_a_module_can_be_read_in_one_sitting():
    scripts = [(path.name, path) for path in (ROOT / "static" / "js").rglob("*.js")]
    long = {name: len(path.read_text().splitlines()) for name, path in [*modules(), *scripts]}
    assert scripts
    assert {name: lines for name, lines in long.items() if lines > MAX_LINES} == {}
