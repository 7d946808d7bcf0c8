"""Floors and storeys: the contract names everything and holds."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import CONTRACTS, PROJECT, ROOT, files, modules, tree

# Where Django asks for a late import, and why.
LATE = {
    "apps.py": "an app's parts are imported once the registry is ready",
    "psp_portal/celery.py": "Celery reads this module before the registry is ready",
}


def packages() -> set[str]:
    found = {path.parent.name for path in files("*/__init__.py") if path.parent.parent == ROOT}
    return found - {"tests"}


def named() -> set[str]:
    return {
        name for layer in CONTRACTS["floors"]["layers"] for name in re.split(r"\W*\|\W*", layer)
    }


def test_every_top_level_package_is_a_root_of_the_contract():
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == packages()


def test_every_package_stands_on_a_floor():
    foundation = {
        f"foundation.{path.parent.name}"
        for path in files("foundation/*/__init__.py")
        if path.parent.parent == ROOT / "foundation"
    }
    assert named() == (packages() - {"foundation"}) | foundation


def test_every_room_above_the_foundation_has_storeys():
    assert set(CONTRACTS["storeys"]["containers"]) == packages() - {"foundation", "psp_portal"}


def test_the_contracts_are_kept():
    beside = Path(sys.executable).with_name("lint-imports")
    command = str(beside) if beside.exists() else shutil.which("lint-imports")
    assert command, "lint-imports is missing: install requirements-dev.txt"
    done = subprocess.run(  # noqa: S603 -- the tool beside this Python
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_an_import_inside_a_function_says_why():
    bare = []
    for name, path in modules():
        if name in LATE or Path(name).name in LATE:
            continue
        lines = path.read_text().splitlines()
        for function in ast.walk(tree(path)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    near = "\n".join(lines[max(node.lineno - 3, 0) : node.end_lineno])
                    if not ("#" in near or "except ImportError" in "\n".join(lines)):
                        bare.append(f"{name}:{node.lineno}")
    assert sorted(set(bare)) == []


def renamed_actions(module: ast.Module) -> set[str]:
    """Action modules that are imported under another name although nothing else in the module has theirs."""
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    defined = (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef))
    named = [each.name for node in imports for each in node.names]
    named += [function.name for function in defined]
    return {
        each.name
        for node in imports
        if "actions" in (node.module or "").split(".")
        for each in node.names
        if each.asname and named.count(each.name) == 1
    }


def test_an_action_module_keeps_its_name():
    found = {name: renamed_actions(tree(path)) for name, path in modules()}
    assert {name: each for name, each in found.items() if each} == {}
    planted = "from sites.actions import gates as doors"
    assert renamed_actions(ast.parse(planted)) == {"gates"}
    assert renamed_actions(ast.parse(f"{planted}\nfrom library.actions import gates")) == set()
