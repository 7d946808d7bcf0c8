"""Exceptions carry reasons; documents say what is true."""

import re
import tomllib

from tests.architecture.source import PROJECT, ROOT, files, modules

# A limit says which way it goes: MAX_, MIN_, DEFAULT_, PAGE_SIZE.
LIMIT = re.compile(
    r"^\s*(\w*(?:MOST|LONGEST|LARGEST|FEWEST|SHORTEST|LEAST|USUAL)\w*)\b[^=]*= *[\d(]*\d",
    re.MULTILINE,
)
UNEXPLAINED = re.compile(r"#\s*(noqa|type:\s*ignore)(?!.*--\s*\S)")


def test_every_exception_to_a_rule_says_why():
    found = [
        f"{name}:{number}"
        for name, path in modules()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if UNEXPLAINED.search(line)
    ]
    assert found == []


def test_a_limit_is_named_as_one():
    assert LIMIT.findall("MOST = 5\n    LONGEST: Final = 10_000\nMOST_OF = 'x'\nUSUAL = (\n") == [
        "MOST",
        "LONGEST",
    ]
    found = {name: LIMIT.findall(path.read_text()) for name, path in modules()}
    assert {name: each for name, each in found.items() if each} == {}


def test_the_changelog_speaks_of_this_version():
    text = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## \[([^\]]+)\]", text, flags=re.MULTILINE)
    assert versions[:2] == ["Unreleased", PROJECT["project"]["version"]]


def test_the_readme_is_short_and_shows_both_commands():
    text = (ROOT / "README.md").read_text()
    assert text.count("\n") <= 120
    assert "make run" in text
    assert "make test" in text


def test_every_dependency_says_why():
    text = (ROOT / "pyproject.toml").read_text()
    declared = [
        *PROJECT["project"]["dependencies"],
        *(row for row in PROJECT["dependency-groups"]["dev"] if isinstance(row, str)),
    ]
    bare = [row for row in declared if not re.search(re.escape(f'"{row}",') + r"\s+# \S", text)]
    assert bare == []


def test_no_file_names_the_machine_it_was_written_on():
    # pieced together, so that this file does not name them itself
    marks = ["/work" + "/wt", "/work" + "/main", "/work" + "/shared"]
    found = []
    for path in files("*.py", "*.md", "*.html", "*.toml", "Makefile", "*.yml", "*.json", "*.log"):
        text = path.read_text(errors="replace")
        found += [f"{path.relative_to(ROOT)}: {mark}" for mark in marks if mark in text]
    assert found == []


def test_the_lock_is_written_for_every_platform():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "index-url" not in text


def test_the_project_file_is_valid_toml():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"] == "psp-portal"
