"""Check what a page says about the code: names, calls, tags, commands, examples."""

import ast
import csv
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

from django.urls import get_resolver

from foundation.ui import types
from tests.architecture.doc_names import (
    command_problem,
    defined,
    is_address,
    is_migration,
    is_path,
    is_word,
    leads_somewhere,
    make_targets,
    parameters_of,
    portal,
    sql_variables,
    takes,
    template_tags,
)
from tests.architecture.doc_pages import SPAN, Block, blocks
from tests.architecture.source import ROOT, files

# Texts in code marks that are not names of the repository: reason -> texts.
NO_NAMES: dict[str, set[str]] = {
    "an address or a value of the reader's own": {"host:port", "127.0.0.1:8000", "user:12"},
    "what a number, a step or a state may look like": {"80", "100", "+1", "8000"},
    "the form of a title, its values in braces": {"{number}: {action} by {date}"},
    "words of SQL and of PostgreSQL's catalog": {"SKIP LOCKED", "SECURITY DEFINER"},
    "characters that a key may have": {"-", ".", "_"},
    "keys of the keyboard": {"j", "k", "o"},
    "HTML": {'<th scope="row">', 'style=""', "h1", "td", "tbody", "thead", "role=status"},
    "a file of the reader's, not of the tree": {".env"},
}
# Programs that are not ours, and signs that begin SQL, a comment or a URL.
NOT_OURS = re.compile(r"(docker compose|openssl|pre-commit|ALTER|SELECT) .+|# .+|https?:?.*")
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")
CALL = re.compile(r"[@.]?(?P<name>[A-Za-z_][\w.]*)\((?P<inside>.*)\)")
SETTING = re.compile(r"(?P<name>[A-Z][A-Z_]+)[=/]\S+")
KEYWORD = re.compile(r"(?P<name>[a-z_-]+)=(?P<value>\S+)")
HEADER = re.compile(r"(?P<name>[A-Z][\w-]+): \S.*")
TUPLE = re.compile(r"\((\w+(?:, \w+)+)\)")
TAG = re.compile(r"{%\s*(\w+)\s*(.*?)\s*%}")
FILE = re.compile(r"[\w./*<>-]*(/[\w.*<>-]*|\.(py|md|html|csv|json|toml|txt|yml|sh|sql))")


def problem_of(span: str, block: Block) -> str:
    """Return what is wrong with one text in code marks; empty if nothing."""
    text = re.sub(r'^"([^"]*)"$', r"\1", span)
    if TAG.search(text):
        return next(filter(None, (tag_problem(*tag) for tag in TAG.findall(text))), "")
    if re.fullmatch(r"make( .*)?", text):
        asked = [word for word in text.split()[1:] if "=" not in word]
        return " ".join(f"no target {word}" for word in asked if word not in make_targets())
    if "manage.py " in text:
        return command_problem(text.partition("manage.py ")[2].partition(" >")[0])
    if NOT_OURS.fullmatch(text) or any(text in texts for texts in NO_NAMES.values()):
        return ""
    return "" if is_name(text, block) else "no such name"


def is_name(text: str, block: Block) -> bool:
    """Return whether something other than a command exists: path, URL, setting, call or name."""
    for form, check in FORMS:
        if whole := form.fullmatch(text):
            return check(whole)
    plain = text.removeprefix("@").removeprefix(".")
    if block.file and IDENTIFIER.fullmatch(plain):
        return is_in(plain, block.file)
    return is_word(plain) or is_migration(plain)


def is_place(path: str, test: str | None) -> bool:
    """Return whether a path exists, with its test if named, or is a state or ignored file."""
    if path.startswith(".local"):
        return all(map(is_word, path.strip("/").split("/")[1:]))
    if path.strip("/") in (ROOT / ".gitignore").read_text().splitlines() or is_suffix(path):
        return True
    return is_path(path) and (test in {None, "*"} or test in defined(ROOT / path).names)


def is_in(name: str, file: Path) -> bool:
    """Return whether a file has a name: a definition, a table's column, a folder's module."""
    if not file.exists():
        return False
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as lines:
            return name in next(csv.reader(lines))
    inside = files(f"{file.relative_to(ROOT).as_posix()}/*.py") if file.is_dir() else (file,)
    known = defined(*inside)
    return name in known.names | known.texts | {path.stem for path in inside}


def is_call(name: str, inside: str) -> bool:
    """Return whether a function exists and accepts the parameters that a page names."""
    values = re.sub(r'"[^"]*"|\.\.\.|…|<\w+>', " ", inside)
    keywords = set(re.findall(r"(\w+)\s*=", values))
    plain = {each.strip() for each in values.split(",")}
    named = keywords | {each for each in plain if re.fullmatch(r"[a-z_]+", each)}
    last = name.rpartition(".")[2]
    if "." in name and not leads_somewhere(name):
        return False
    return takes(last, named) if named else is_word(last)


def is_keyword(name: str, value: str) -> bool:
    """Return whether a parameter or attribute exists, and the dotted name given to it."""
    return is_word(name) and (not DOTTED.fullmatch(value) or leads_somewhere(value))


def is_suffix(text: str) -> bool:
    """Return whether a file of the repository has this suffix."""
    return text.startswith(".") and any(path.suffix == text for path in files("*"))


def is_dotted(name: str) -> bool:
    """Return whether a dotted name exists, as a name, text or transaction variable."""
    return leads_somewhere(name) or name in portal().texts or name in sql_variables()


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (re.compile(r"python -m (\S+)"), lambda it: leads_somewhere(it[1])),
    (re.compile(r"from (\S+) import …"), lambda it: leads_somewhere(it[1])),
    (
        re.compile(r"(?:GET|POST) (/\S+)|(/\S+)"),
        lambda it: is_address(it[1] or it[2]) or it[0].rstrip("/") in portal().texts,
    ),
    (re.compile(r"[.\w/]*\.venv/bin/pytest (\S+)"), lambda it: is_path(it[1])),
    (SETTING, lambda it: is_word(it["name"])),
    (re.compile(r"([a-z-]+) 'none'"), lambda it: is_word(it[1])),
    (re.compile(rf"({FILE.pattern})(?:::(\w+|\*))?"), lambda it: is_place(it[1], it[4])),
    (CALL, lambda it: is_call(it["name"], it["inside"])),
    (KEYWORD, lambda it: is_keyword(it["name"], it["value"])),
    (HEADER, lambda it: is_word(it["name"])),
    (TUPLE, lambda it: all(map(is_word, it[1].split(", ")))),
    (re.compile(rf"[@.]?({DOTTED.pattern})"), lambda it: is_dotted(it[1])),
)


def tag_problem(name: str, arguments: str) -> str:
    """Return what is wrong with a template tag: its name, or a parameter."""
    known = template_tags()
    if name.removeprefix("end") in known and name not in known:
        return ""
    if name not in known:
        return f"no tag {name}"
    parameters = known[name]
    for argument in re.findall(r"(\w+)=", arguments) if parameters is not None else ():
        if argument not in parameters:
            return f"{name} takes no {argument}"
    return ""


def untrue(name: str, text: str) -> Iterator[str]:
    """Yield each text in code marks of a page that does not exist in the repository."""
    for block in blocks(name, text):
        if records := records_of(block):
            yield from untrue_records(block, records)
            continue
        for span in block.spans:
            if problem := problem_of(span, block):
                yield f"{block.where}: `{span}`: {problem}"


def records_of(block: Block) -> list[str]:
    """Return the design-system records that a table row lists, if its first cell has only these."""
    first = block.text.strip("| ").partition(" | ")[0]
    names = [hit[2] for hit in SPAN.finditer(first)]
    listed = block.text.startswith("|") and all(hasattr(types, name) for name in names)
    return names if listed and not any(CALL.search(span) for span in block.spans) else []


def untrue_records(block: Block, records: list[str]) -> Iterator[str]:
    """Yield records' fields that a row names wrongly, in another order, or with other defaults."""
    for record, said in zip(records, block.spans[len(records) :], strict=False):
        shown = [tuple(each.partition("=")[::2]) for each in said.split()]
        kind = getattr(types, record)
        if issubclass(kind, Enum):
            known = dict.fromkeys(kind.__members__, "")
        else:
            known = parameters_of(kind)
        if [name for name, _ in shown] != list(known):
            yield f"{block.where}: {record} has {list(known)}"
        for name, default in shown:
            if default and "." not in known.get(name, "") and known.get(name, "") != default:
                yield f"{block.where}: {record}.{name} is {known.get(name)} by default"


def untrue_code(where: str, code: str) -> Iterator[str]:
    """Yield each name in a Python example that does not exist or is called wrongly."""
    module = ast.parse(code)
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if not leads_somewhere(f"{node.module}.{alias.name}"):
                    yield f"{where}: {node.module}.{alias.name} does not exist"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whole = ast.unparse(node)
            if node.value.id in imported(module) and not leads_somewhere(whole):
                yield f"{where}: {whole} does not exist"
        elif isinstance(node, ast.Call):
            function = ast.unparse(node.func).rpartition(".")[2]
            given = {keyword.arg for keyword in node.keywords if keyword.arg}
            if given and not takes(function, given):
                yield f"{where}: {function} does not take {sorted(given)}"


def imported(module: ast.Module) -> set[str]:
    """Return the names an example imports, and P, which means permissions everywhere."""
    found = {"P"}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


def untrue_example(where: str, language: str, code: str) -> Iterator[str]:
    """Yield each thing in a fenced example that does not exist."""
    if language == "python":
        yield from untrue_code(where, code)
    elif language == "django":
        for name, arguments in TAG.findall(code):
            if problem := tag_problem(name, arguments):
                yield f"{where}: {problem}"
            if name == "url" and not is_url(arguments.split()[0].strip("'\"")):
                yield f"{where}: no address is called {arguments}"
    elif language == "sh":
        for line in code.splitlines():
            command = line.partition("#")[0].strip()
            if (
                "manage.py " in command
                and (problem := command_problem(command.partition("manage.py ")[2]))
            ) or (
                command.startswith("make ") and (problem := problem_of(command, Block(where, "")))
            ):
                yield f"{where}: {problem}"


def is_url(name: str) -> bool:
    """Return whether a URL of an app has this name."""
    room, _, last = name.rpartition(":")
    namespaces = get_resolver().namespace_dict
    return room in namespaces and last in namespaces[room][1].reverse_dict
