"""The portal speaks plain American English: phrases that read as translated do not come back."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, files, modules, tree

# Each stood on a screen or in a mail once; docs/how-to/write-for-people.md says what to write instead.
PHRASES = (
    r"clocks? stands? still",
    r"stands? on this page",
    r"waits? for you\b",
    r"asks for your decision",
    r"\bgiven? (it )?away\b",
    r"the ticked ones",
    r"as it stands here",
    r"left out and named",
    r"keep it as it is",
    r"\bthe letter\b",
    r"put together from the reasons",
    r"in your hands",
    r"\bstands? beside\b",
    r"it stays with you",
    r"\bsay that you are away",
    r"what was promised",
    r"\bowes? anything",
    r"\bwr(ite|itten) (it |this )?down\b",
    r"\bis reminded before\b",
    r"is kept with\b",
    r"\btake[ns]? away\b",
    r"each change of a field",
    r"what was agreed \(unsigned\)",
    r"by nobody yet",
    r"nobody .{0,20}\byet\b",
    r"who wrote (a|this) version",
    r"who asked for help",
    r"\blet go\b",
    r"^we help$",
    r"\bpoint(ed)? (to it|to a resource)\b",
    r"is no contact\b",
    r"bring your spreadsheet",
    r"\b(being|was|were) brought\b",
    r"\byou are told\b|\byou will be told\b",
    r"\bnarrow the list\b",
    r"words of the request",
    r"how the help went|\bhow it went\b",
    r"who was not content",
    r"\bbased anew\b|\banew\b",
    r"not yours to do",
    r"\bis no day\b",
    r"\blog (it|a contact)\b",
    r"\b(current|present) state\b",
    r"\blog entry\b",
    r"\byou keep\b",
    r"this field is required",
    r"\bthe own\b",
    r"\be-mail",
    r"\borganisations?\b",
    r"\bprogrammes?\b",
    r"\bcancelled\b",
)
LISTED = re.compile("|".join(f"(?:{phrase})" for phrase in PHRASES), re.IGNORECASE)

TAG = re.compile(r"{%(.*?)%}", re.DOTALL)
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)
SQL = re.compile(r"\b(SELECT|UPDATE|INSERT|CREATE|GRANT|REVOKE|ALTER)\b")


def found_in(texts: Iterator[tuple[str, str]]) -> list[str]:
    """Where a listed phrase stands, and which."""
    folded = ((where, " ".join(text.split())) for where, text in texts)
    return [f"{where}: {hit[0]}" for where, text in folded for hit in LISTED.finditer(text)]


def python_texts() -> Iterator[tuple[str, str]]:
    """Each text in Python that is no docstring: labels, choices, errors, notices, mail, commands."""
    for name, path in modules():
        if name.startswith("findings/"):
            continue
        docstrings = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                yield f"{name}:{node.lineno}", _joined(node)
            elif isinstance(node, ast.Constant) and id(node) not in docstrings:
                text = node.value
                if isinstance(text, str) and not text.isidentifier() and not SQL.search(text):
                    yield f"{name}:{node.lineno}", text


def _joined(node: ast.JoinedStr) -> str:
    """An f-string with its values left out."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else " " for part in node.values
    )


def described_texts() -> Iterator[tuple[str, str]]:
    """Docstrings of the API: its documentation shows them."""
    for name, path in modules():
        if not re.search(r"/(api|serializers)(/|\.py)", name):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield f"{name}:{node.lineno}", ast.get_docstring(node) or ""


def data_texts() -> Iterator[tuple[str, str]]:
    """Each line of the data files: reference rows, the demonstration, what the program reports."""
    for path in files("*/data/*.csv", "*/data/*.json"):
        name = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{name}:{number}", re.sub(r'"\w+":', "", line)


def template_texts() -> Iterator[tuple[str, str]]:
    """Pages and mail without their values: what stands between tags, and the words given to tags."""
    for path in files("templates/*"):
        text = VALUE.sub(" ", COMMENT.sub(" ", path.read_text(encoding="utf-8")))
        words = TAG.sub(lambda tag: " ".join(map(_quoted, QUOTED.findall(tag[1]))), text)
        yield path.relative_to(ROOT).as_posix(), words


def _quoted(pair: tuple[str, str]) -> str:
    return " | ".join(part for part in pair if not part.isidentifier())


@pytest.mark.parametrize("texts", [python_texts, described_texts, data_texts, template_texts])
def test_no_listed_phrase_is_said(texts):
    assert found_in(texts()) == []


@pytest.mark.parametrize(
    "said",
    [
        "The clocks stand still until you answer.",
        "Who asked for help cannot take this step.",
        "Send me e-mail",
        "The rows are\n   being brought.",
    ],
)
def test_a_listed_phrase_is_found(said):
    assert found_in(iter([("here", said)])) != []


def test_the_texts_are_read():
    for texts, said in (
        (python_texts, "Withdraw the offer?"),
        (described_texts, "Mark a notice as read."),
        (data_texts, "The problem isn't clear"),
        (template_texts, "Notices, newest first"),
    ):
        assert any(said in text for _, text in texts()), texts.__name__
