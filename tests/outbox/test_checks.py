from pathlib import Path

from foundation.outbox import checks

SOURCE = """
from foundation import outbox
from foundation.outbox import emit, jobs

outbox.emit("letters.send", key="k", payload={})
emit("letters.burn", key="k", payload={})
outbox.emit_many("letters.sort", [])
jobs.start("letters.count", total=1, by_user=None)
outbox.emit(kind, key="k", payload={})
signal.emit("not.ours")
thread.start("not.ours")
"""


def planted(folder: Path) -> Path:
    file = folder / "actions.py"
    file.write_text(SOURCE)
    return file


def test_every_emission_is_found_with_its_place(tmp_path):
    file = planted(tmp_path)
    assert list(checks.emitted_kinds(iter([file]))) == [
        ("letters.send", f"{file}:5"),
        ("letters.burn", f"{file}:6"),
        ("letters.sort", f"{file}:7"),
        ("letters.count", f"{file}:8"),
        ("", f"{file}:9"),
    ]


def test_a_kind_without_handler_or_spelling_is_an_error(tmp_path, monkeypatch):
    file = planted(tmp_path)
    monkeypatch.setattr(checks, "_sources", lambda: iter([file]))
    monkeypatch.setattr(checks, "kinds", lambda: {"letters.send", "letters.burn", "letters.sort"})
    assert [(error.id, error.msg) for error in checks.every_emitted_kind_has_a_handler()] == [
        ("outbox.E001", f"{file}:8 emits 'letters.count', which no @outbox.handler handles."),
        ("outbox.E002", f"{file}:9 emits a kind that is not a literal."),
    ]


def test_the_portal_emits_only_what_it_handles():
    assert checks.every_emitted_kind_has_a_handler() == []
