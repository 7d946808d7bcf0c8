"""Start-up check: every kind of work that a source file emits has a handler."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from foundation.outbox.registry import kinds

ROOT = Path(__file__).resolve().parents[2]


@register("outbox")
def every_emitted_kind_has_a_handler(**_: Any) -> list[CheckMessage]:
    """Report emitted kinds that have no handler or are not written as a literal."""
    known = kinds()
    return [
        Error(f"{place} emits {kind!r}, which no @outbox.handler handles.", id="outbox.E001")
        if kind
        else Error(f"{place} emits a kind that is not a literal.", id="outbox.E002")
        for kind, place in emitted_kinds(_sources())
        if kind not in known
    ]


def emitted_kinds(sources: Iterator[Path]) -> Iterator[tuple[str, str]]:
    """Yield kind and file:line of each emitting call; the kind is empty if not a literal."""
    for path in sources:
        text = path.read_text(encoding="utf-8")
        if "outbox" not in text:
            continue
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            if _is_emission(call.func):
                shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
                yield _literal(call), f"{shown}:{call.lineno}"


def _literal(call: ast.Call) -> str:
    match call.args:
        case [ast.Constant(value=str(kind)), *_]:
            return kind
    return ""


def _is_emission(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in {"emit", "emit_many"}
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return (function.value.id, function.attr) in {
            ("outbox", "emit"),
            ("outbox", "emit_many"),
            ("jobs", "start"),
        }
    return False


def _sources() -> Iterator[Path]:
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.is_relative_to(ROOT) and app.label != "outbox" and ".venv" not in folder.parts:
            yield from folder.rglob("*.py")
