"""The names that the repository has: definitions, parameters, texts, files, commands, URLs."""

import ast
import csv
import importlib
import inspect
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management import get_commands, load_command_class
from django.template import engines
from django.urls import Resolver404, resolve

from foundation.accounts.permissions import Permission
from tests.architecture.source import ROOT, files, modules, tree

WORD = re.compile(r"[\w-]+")
# Names of Django, and one import under another name, that pages use without saying where they come
# from.
FROM_ELSEWHERE = {
    "AppConfig": "django.apps.AppConfig",
    "Textarea": "django.forms.Textarea",
    "require_POST": "django.views.decorators.http.require_POST",
    "select_for_update": "django.db.models.QuerySet.select_for_update",
    "update": "django.db.models.QuerySet.update",
    "iterator": "django.db.models.QuerySet.iterator",
    "on_commit": "django.db.transaction.on_commit",
    "P": f"{Permission.__module__}.Permission",
}


class Definitions(ast.NodeVisitor):
    """Names a module defines: functions, classes, parameters, variables, attributes, and its texts."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.texts: set[str] = set()
        self.parameters: defaultdict[str, list[set[str]]] = defaultdict(list)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Record a function, its parameters, and what it defines."""
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        named = {each.arg for each in [*every, node.args.vararg, node.args.kwarg] if each}
        self.names |= {node.name, *named}
        self.parameters[node.name].append(named)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Record a class, its fields, and what it defines."""
        self.names.add(node.name)
        fields = {
            each.target.id
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        }
        made = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        for method in made:
            if method.name == "__init__":
                every = [*method.args.args, *method.args.kwonlyargs, method.args.vararg]
                fields |= {each.arg for each in every if each}
        self.parameters[node.name].append(fields)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """Record a variable that is set."""
        if isinstance(node.ctx, ast.Store):
            self.names.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Record an attribute that is set."""
        if isinstance(node.ctx, ast.Store):
            self.names.add(node.attr)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Skip docstrings, which are not texts of the program."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Record a text."""
        if isinstance(node.value, str):
            self.texts.add(node.value)


@cache
def defined(*paths: Path) -> Definitions:
    """Return the definitions of these modules."""
    found = Definitions()
    for path in paths:
        found.visit(tree(path))
    return found


@cache
def portal() -> Definitions:
    """Return the definitions of the portal's own modules, without tests and migrations."""
    return defined(*(path for name, path in modules() if not name.startswith("findings/")))


@cache
def tests_texts() -> set[str]:
    """Return the texts in the tests, without this check's own files."""
    return defined(
        *(path for path in files("tests/*.py") if not path.name.startswith(("doc_", "test_docs")))
    ).texts


@cache
def other_words() -> set[str]:
    """Return words of other files: templates, styles, scripts, SQL, compose, pipeline, data."""
    found: set[str] = set()
    for path in files(
        "templates/*",
        "static/*",
        "*.sql",
        "docker*",
        "Makefile",
        "pyproject.toml",
        ".ci/*",
        "*/walls.txt",
        "frontend/*.json",
        ".pre-commit-config.yaml",
    ):
        if path.suffix not in {".png", ".svg", ".woff2", ".ico"}:
            found |= set(WORD.findall(path.read_text(encoding="utf-8")))
    for path in files("*/data/*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= set(next(csv.reader(lines)))
    for path in files("*/data/*.json"):
        found |= keys_of(json.loads(path.read_text(encoding="utf-8")))
    return found


def keys_of(value: Any) -> set[str]:
    """Return every key in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def is_word(name: str) -> bool:
    """Return whether a word is a definition, a whole text, or a word of another file."""
    known = portal()
    return (
        name in FROM_ELSEWHERE
        or name in known.names
        or name in known.texts
        or name in other_words()
        or name in tests_texts()
    )


@cache
def module_paths() -> dict[str, list[str]]:
    """Return each module and package of the portal by its last name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, _ in modules():
        dotted = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        found[dotted.rpartition(".")[2]].append(dotted)
    return found


def classes_called(name: str) -> Iterator[Any]:
    """Yield each class of the portal with this name."""
    for path_name, path in modules():
        if any(isinstance(node, ast.ClassDef) and node.name == name for node in tree(path).body):
            dotted = path_name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            yield getattr(importlib.import_module(dotted), name)


def has(owner: Any, names: list[str]) -> bool:
    """Return whether an object has this chain of attributes, submodules or class fields."""
    for name in names:
        if isinstance(owner, type) and name in {
            field for base in owner.__mro__ for field in inspect.get_annotations(base)
        }:
            return True
        if not hasattr(owner, name) and isinstance(owner, ModuleType):
            try:
                importlib.import_module(f"{owner.__name__}.{name}")
            except ImportError:
                return False
        if not hasattr(owner, name):
            return False
        owner = getattr(owner, name)
    return True


def leads_somewhere(dotted: str) -> bool:
    """Return whether a dotted name exists: an import path, ``module.name``, ``Class.attribute``."""
    head, *rest = dotted.split(".")
    if head in FROM_ELSEWHERE:
        head, *before = FROM_ELSEWHERE[head].split(".")
        rest = [*before, *rest]
    owners: list[Any] = []
    for path in [head, *module_paths().get(head, [])]:
        try:
            owners.append(importlib.import_module(path))
        except ImportError:
            continue
    owners += classes_called(head)
    return any(has(owner, rest) for owner in owners)


def is_migration(name: str) -> bool:
    """Return whether ``app.0029`` or ``0029`` is the beginning of a migration's name."""
    app, _, number = name.rpartition(".")
    return number.isdigit() and any(
        path.name.startswith(number) and (not app or path.parts[-3] == app)
        for path in files("*/migrations/*.py")
    )


def takes(function: str, names: set[str]) -> bool:
    """Return whether a function or class of this name accepts all these parameters."""
    known = portal().parameters.get(function, [])
    return any(names <= parameters for parameters in known)


def is_path(text: str) -> bool:
    """Return whether a path or the end of one is in the tree; ``<app>`` matches any name."""
    wanted = re.escape(text.rstrip("/"))
    wanted = re.sub(r"<\w+>", "[^/]+", wanted).replace(r"\*", "[^/]*")
    whole = re.compile(rf"(^|/){wanted}($|[/.])" if "." not in text else rf"(^|/){wanted}($|/)")
    return any(whole.search(path.relative_to(ROOT).as_posix()) for path in files("*"))


def is_address(text: str) -> bool:
    """Return whether the portal has a view for a URL."""
    try:
        resolve(text.partition("?")[0])
    except Resolver404:
        return False
    return True


@cache
def make_targets() -> set[str]:
    """Return every target of the Makefile that is a word."""
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def command_problem(line: str) -> str:
    """Return what is wrong with a ``manage.py`` line, its command or options; else ""."""
    name, *rest = line.split()
    known = get_commands()
    if name not in known:
        return f"no command {name}"
    owner = known[name]
    command = load_command_class(owner, name) if isinstance(owner, str) else owner
    options = {
        option
        for action in command.create_parser("manage.py", name)._actions
        for option in action.option_strings
    }
    asked = {
        option.partition("=")[0].strip("[]") for option in rest if option.startswith(("--", "[--"))
    }
    return f"{name} has no {sorted(asked - options)}" if asked - options else ""


@cache
def template_tags() -> dict[str, dict[str, str] | None]:
    """Return each template tag with its parameters and defaults; None if it parses its own."""
    library_tags = {
        name: tag
        for library in engines["django"].engine.template_builtins
        for name, tag in library.tags.items()
    }
    found: dict[str, dict[str, str] | None] = {}
    for name, tag in library_tags.items():
        function = inspect.unwrap(tag)
        ours = function.__module__.startswith("foundation.")
        found[name] = parameters_of(function) if ours and function is not tag else None
    return found


def parameters_of(function: Any) -> dict[str, str]:
    """Return each parameter with its default as written, empty if it has none."""
    return {
        each.name: "" if each.default is each.empty else repr(each.default).replace("'", '"')
        for each in inspect.signature(function).parameters.values()
    }


@cache
def sql_variables() -> set[str]:
    """Return the transaction variables that our SQL reads or sets, such as ``app.actor``."""
    sql = " ".join([*portal().texts, *(path.read_text() for path in files("*.sql"))])
    return set(re.findall(r"\bapp\.[a-z_]+", sql))
