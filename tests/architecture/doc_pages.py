"""The documentation pages, split into blocks with their code spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.source import ROOT, files

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(`+)(.+?)\1")
NEW_BLOCK = re.compile(r"^(\s*$|\s*[-*] |\s*\d+\. |\||#)")
FIRST_FILE = re.compile(r"^(?:[-*] |\d+\. |\| )?`([\w./]+(?:\.py|\.csv|/))`")


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or table row, on one line."""

    where: str
    text: str

    @property
    def spans(self) -> list[str]:
        """The texts in code marks."""
        return [hit[2].strip().replace(r"\|", "|") for hit in SPAN.finditer(self.text)]

    @property
    def file(self) -> Path | None:
        """The file or folder that this block begins with: plain names after it belong to it."""
        first = FIRST_FILE.match(self.text)
        return ROOT / first[1] if first else None


def pages() -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every page, except decisions and the changelog, which are history."""
    for path in files("docs/*.md", "README.md", "CONTRIBUTING.md", "SECURITY.md"):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("docs/decisions/"):
            yield name, path.read_text(encoding="utf-8")


def blocks(name: str, text: str) -> Iterator[Block]:
    """Yield each block of a page, without fenced code."""
    rest = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text)
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*rest.split("\n"), ""], start=1):
        if NEW_BLOCK.match(line):
            if lines:
                yield Block(f"{name}:{start}", " ".join(lines))
            lines, start = [], number
        if line.strip():
            lines.append(line.strip())


def fences(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (place, language, code) of each fenced part of a page."""
    for fence in FENCE.finditer(text):
        number = text.count("\n", 0, fence.start()) + 1
        yield f"{name}:{number}", fence[1], fence[2]
