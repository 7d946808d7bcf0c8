"""Mail has one door: what sends it elsewhere would do so inside a transaction, or be lost."""

import ast

from tests.architecture.source import ROOT

DOOR = "foundation/outbox/letters.py"
ROOMS = (
    "foundation",
    "sites",
    "engagements",
    "tta_requests",
    "liaisons",
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
