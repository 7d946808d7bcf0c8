"""A page that shows why an action refused goes on in its transaction: the action has a savepoint to go back to."""

import ast
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest
from django.db.transaction import Atomic

from foundation.tenancy.context import atomic, atomic_savepoint
from tests.architecture.source import modules, storey, tree


def asked(path) -> Iterator[tuple[str, str]]:
    """Name what the acts of a view module call or are: the module, as it is named there, and the function."""
    for node in ast.walk(tree(path)):
        acts = (
            [each.value for each in node.keywords if each.arg == "act"]
            if isinstance(node, ast.Call)
            else []
        )
        acts += [node] if isinstance(node, ast.FunctionDef) and node.name == "act" else []
        for each in (each for act in acts for each in ast.walk(act)):
            if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
                yield each.value.id, each.attr


def goes_back(action: object) -> bool:
    """Whether a refusal leaves the transaction around an action as it was before."""
    while action is not None:
        held = [cell.cell_contents for cell in getattr(action, "__closure__", None) or ()]
        if any(isinstance(each, Atomic) and each.savepoint for each in held):
            return True
        action = getattr(action, "__wrapped__", None)
    return False


def test_what_a_page_asks_for_goes_back_to_a_savepoint():
    found: dict[str, object] = {}
    for name, path in modules():
        if storey(name) == "views":
            views = import_module(name.removesuffix(".py").replace("/", "."))
            for module, function in asked(path):
                actions = getattr(views, module, None)
                if isinstance(actions, ModuleType) and ".actions" in actions.__name__:
                    found[f"{actions.__name__}.{function}"] = getattr(actions, function)
    assert len(found) > 100
    assert [each for each, action in found.items() if not goes_back(action)] == []


@pytest.mark.parametrize(("opened", "is_whole"), [(atomic, False), (atomic_savepoint, True)])
def test_an_action_that_joins_the_transaction_is_found(opened, is_whole):
    assert goes_back(opened(lambda: None)) is is_whole
