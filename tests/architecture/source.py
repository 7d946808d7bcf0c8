"""The repository's own source, parsed once."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {row["id"]: row for row in PROJECT["tool"]["importlinter"]["contracts"]}
ROOMS = CONTRACTS["storeys"]["containers"]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Return files that git knows or would add, so that caches and state folders never count."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 -- git, with patterns of our own
    names = asked.stdout
    return tuple(ROOT / name for name in sorted(set(names.split("\n"))) if (ROOT / name).is_file())


def modules() -> Iterator[tuple[str, Path]]:
    """Yield (path, file) of every module of the portal, except tests and migrations."""
    for path in files("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("tests/") and "/migrations/" not in name:
            yield name, path


def templates() -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every page template of the portal, except mail."""
    base = ROOT / "templates"
    for path in files("templates/*"):
        name = path.relative_to(base).as_posix()
        if path.suffix == ".html" and not name.startswith("emails/"):
            yield name, path.read_text()


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text())


def storey(name: str) -> str:
    """Return a module's layer: ``views`` for ``sites/views/team.py``; empty outside apps."""
    parts = name.removesuffix(".py").split("/")
    depth = 2 if parts[0] == "foundation" else 1
    return parts[depth] if len(parts) > depth else ""


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call in a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
