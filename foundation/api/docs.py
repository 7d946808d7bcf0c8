"""The schema as text and tables, for the page about the API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from foundation.api.problems import KINDS
from foundation.api.schema import described

Node = Mapping[str, Any]
METHODS = ("get", "post", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, or a value in a request or response body."""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one URL."""

    anchor: str
    method: str
    path: str
    summary: str
    text: str
    parameters: tuple[Value, ...]
    body: tuple[Value, ...]
    answer: tuple[Value, ...]
    statuses: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations on one kind of resource."""

    name: str
    operations: tuple[Operation, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return every operation of the API, grouped by the first part of its URL."""
    found: dict[str, list[Operation]] = {}
    for path, methods in described()["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                found.setdefault(operation["tags"][0], []).append(
                    _operation(path, method, operation)
                )
    return tuple(
        Chapter(name.replace("-", " ").capitalize(), tuple(operations))
        for name, operations in sorted(found.items())
    )


def kinds() -> list[tuple[int, str, str, str]]:
    """Return the status, anchor, title and sentence of every kind of problem."""
    return [
        (status, f"problem-{kind.slug}", kind.title, kind.says) for status, kind in KINDS.items()
    ]


def _operation(path: str, method: str, told: Node) -> Operation:
    summary = str(told.get("summary", ""))
    text = str(told.get("description", "")).partition("\n")[2].strip()
    statuses = sorted(told["responses"])
    good = next(status for status in statuses if status < "300")
    return Operation(
        anchor=str(told["operationId"]),
        method=method.upper(),
        path=path,
        summary=summary,
        text=text,
        parameters=tuple(_parameter(each) for each in told.get("parameters", ())),
        body=tuple(_values(_content(told.get("requestBody", {})))),
        answer=tuple(_values(_content(told["responses"][good]))),
        statuses=", ".join(statuses),
    )


def _parameter(told: Node) -> Value:
    where = {"path": "path", "query": "query", "header": "header"}[told["in"]]
    kind = f"{_kind(told['schema'])}, {where}"
    return Value(told["name"], kind, bool(told.get("required")), str(told.get("description", "")))


def _content(told: Node) -> Node:
    content: Node = told.get("content", {})
    for media_type in ("application/json", "multipart/form-data"):
        if media_type in content:
            schema: Node = content[media_type].get("schema", {})
            return schema
    return {}


def _values(schema: Node, prefix: str = "", deep: int = 0) -> Iterator[Value]:
    """Yield the values of an object, each followed by the values of objects inside it."""
    schema = _resolved(schema)
    needed = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        inner = _resolved(told)
        items = _resolved(inner.get("items", {}))
        full = f"{prefix}{name}"
        yield Value(full, _kind(told), name in needed, str(inner.get("description", "")))
        if deep < 2:
            yield from _values(inner, f"{full}.", deep + 1)
            yield from _values(items, f"{full}[].", deep + 1)


def _resolved(schema: Node) -> Node:
    """Return the schema itself, where it is given by reference or wrapped to add a note."""
    for wrapper in ("allOf", "oneOf", "anyOf"):
        if wrapper in schema:
            return schema | _resolved(schema[wrapper][0])  # type: ignore[operator, no-any-return]  # -- plain dicts
    if "$ref" not in schema:
        return schema
    node: Any = described()
    for part in str(schema["$ref"]).removeprefix("#/").split("/"):
        node = node[part]
    return _resolved(node)


def _kind(told: Node) -> str:
    schema = _resolved(told)
    if choices := schema.get("enum"):
        return "one of " + ", ".join(str(each) for each in choices if each not in {"", None})
    given = schema.get("type", "object")
    types = [given] if isinstance(given, str) else list(given)
    words = " or ".join(WORDS.get(each, each) for each in types)
    form = FORMATS.get(schema.get("format", ""))
    if "array" in types and "items" in schema:
        return f"list of {_kind(schema['items'])}"
    return words.replace("text", form) if form else words


WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "array": "list",
}
FORMATS = {"date": "day", "date-time": "time", "uuid": "id"}
