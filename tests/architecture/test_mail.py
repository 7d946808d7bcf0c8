"""Mail has one door: what sends it elsewhere would do so inside a transaction, or be lost."""

import ast
import re
from dataclasses import MISSING, fields

from foundation.notifications.notices import Due
from tests.architecture.source import ROOT

DOOR = "foundation/outbox/letters.py"
ROOMS = (
    "foundation",
    "sites",
    "engagements",
    "tta_requests",
    "library",
    "liaisons",
    "summits",
    "applications",
    "communities",
    "exchanges",
    "grants",
    "outcomes",
    "dashboards",
    "demo",
    "psp_portal",
)
# What a letter is written with; everything else of these modules sends.
WRITES = {"EmailMessage", "EmailMultiAlternatives"}


def test_mail_leaves_through_the_outbox_only():
    found = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if _sends(ast.parse(path.read_text()))
    }
    assert found == {DOOR}


# The two that ask whether the reader may still be reached, each where it writes a mail.
WRITERS = {
    "foundation/accounts/mail.py": "not to.is_active",
    "foundation/notifications/mail.py": "refusal(notice.recipient",
}
INBOX = "foundation/notifications/actions.py"


def _modules():
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]


def test_a_mail_is_written_only_where_its_reader_is_asked_for():
    found = {
        str(path.relative_to(ROOT))
        for path in _modules()
        if any(f"{name}(" in path.read_text() for name in WRITES)
    }
    assert found == set(WRITERS)
    assert all(asks in (ROOT / path).read_text() for path, asks in WRITERS.items())


def test_an_inbox_row_is_written_only_behind_the_gate():
    """``Due`` has no default gate, so what reaches ``fire`` has one (mypy and the class say so)."""
    writes = re.compile(r"\b(Notification|Ledger)(\.objects\.(bulk_)?(get_or_)?create)?\(")
    found = {
        str(path.relative_to(ROOT))
        for path in _modules()
        if "foundation.notifications.models import" in path.read_text()
        and writes.search(path.read_text())
    }
    assert found == {INBOX}
    assert "refusal(people[to], due.gate, due.site_id)" in (ROOT / INBOX).read_text()
    required = {each.name for each in fields(Due) if each.default is MISSING}
    assert "gate" in required


def _sends(module: ast.Module) -> bool:
    writes = False
    for node in ast.walk(module):
        match node:
            case ast.ImportFrom(module="django.core.mail"):
                names = {each.name for each in node.names}
                writes |= bool(names & WRITES)
                if names - WRITES:
                    return True
            case ast.Import() if any(
                each.name in {"smtplib", "django.core.mail"} for each in node.names
            ):
                return True
    return writes and any(
        isinstance(node, ast.Attribute) and node.attr in {"send", "send_messages"}
        for node in ast.walk(module)
    )


def test_nothing_is_escaped_for_html_in_a_subject_or_a_plain_text():
    """Django escapes whatever the file is called: "wasn't" would arrive as "wasn&#x27;t"."""
    found = {
        str(path.relative_to(ROOT))
        for kind in ("subject", "txt")
        for path in (ROOT / "templates/emails").rglob(f"*.{kind}")
        if "{{" in path.read_text()
        and not path.read_text().startswith(
            ("{% autoescape off %}", '{% extends "emails/base.txt" %}')
        )
    }
    assert found == set()
