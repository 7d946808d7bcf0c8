"""What libraries do after the commit, with real commits: no 500, and nothing they wrote is missing.

A test that never commits cannot see any of it. ``PATHS`` names every place that asks for something after
a commit, ours and the libraries'; a new one fails here until a walk below goes through it.
"""

import ast
import importlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from foundation.accounts import links
from foundation.accounts.links import password_url
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.audit.record import record_anyway
from foundation.calendars import holidays
from foundation.outbox.models import Message
from foundation.tenancy.context import acting, acting_atomic, principal
from tests.accounts.passkey import Passkey
from tests.accounts.test_second_factor import code
from tests.architecture.source import ROOT, modules
from tests.factories.accounts import UserFactory
from tta_requests.querysets import choices

HOOKS = {"on_commit", "delay_on_commit", "apply_async_on_commit"}
# (module, function that asks): where it is walked.
PATHS = {
    ("allauth/mfa/recovery_codes/internal/flows.py", "auto_generate_recovery_codes"): "an authenticator, below",
    ("allauth/mfa/recovery_codes/internal/flows.py", "generate_recovery_codes"): "an authenticator, below",
    ("allauth/mfa/totp/internal/flows.py", "activate_totp"): "an authenticator, below",
    ("foundation/calendars/holidays.py", "forget"): "reference data, below",
    ("tta_requests/querysets/choices.py", "forget"): "reference data, below",
    ("foundation/tenancy/backend/base.py", "on_commit"): "what gives each its transaction, below",
    ("celery/contrib/django/task.py", "apply_async_on_commit"): "never called: the outbox rings",
    ("celery/contrib/django/task.py", "delay_on_commit"): "never called: the outbox rings",
    ("django/db/transaction.py", "on_commit"): "Django's own definition",
}  # fmt: skip
BESIDE_APPS = {"celery", "django", "fido2", "kombu"}
INBOX = "/inbox/"
LOGIN = "/accounts/login/"
TOTP = "/accounts/2fa/totp/"
CODES = "/accounts/2fa/recovery-codes/"
PASSKEY = "/accounts/2fa/webauthn/"
NEW = "a quiet river at noon"
WORD = "secret-pass"
COMMITTED = pytest.mark.django_db(transaction=True)


def asked_in(path: Path) -> Iterator[str]:
    """Name the functions of a module that ask for something after a commit."""

    def walk(node: ast.AST, inside: str) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                called = child.func
                name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
                if name in HOOKS:
                    yield inside
            yield from walk(child, child.name if isinstance(child, ast.FunctionDef) else inside)

    return walk(ast.parse(path.read_text()), "")


def test_every_path_after_a_commit_is_known(settings):
    found = {(name, inside) for name, path in modules() for inside in asked_in(path)}
    ours = {path.name for path in ROOT.iterdir()}
    named = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE]
    for library in BESIDE_APPS | {name.partition(".")[0] for name in named} - ours:
        base = Path(importlib.import_module(library).__path__[0])
        for path in base.rglob("*.py"):
            if "on_commit" in path.read_text():
                name = path.relative_to(base.parent).as_posix()
                found |= {(name, inside) for inside in asked_in(path)}
    assert found == set(PATHS)


@dataclass
class Walker:
    """Somebody who signs in through real pages, each of which commits.

    Attributes:
        user: who it is.
        client: the browser.
    """

    user: User
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def gets(self, path: str, status: int = 200) -> Any:
        """Open a page; whatever template of allauth's it prints is ours."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.content
        for template in answer.templates:
            if (template.name or "").startswith(("account/", "mfa/", "allauth/")):
                assert Path(template.origin.name).is_relative_to(ROOT / "templates"), template.name
        return answer

    def sends(self, path: str, **values: str) -> str:
        """Send a form; the address it leads to."""
        answer = self.client.post(path, values)
        assert answer.status_code in {302, 303}, answer.content.decode()
        return str(answer.url)

    def signs_in(self) -> str:
        """Give the password."""
        return self.sends(LOGIN, login=self.user.email, password=WORD)

    def adds_an_authenticator(self) -> str:
        """Scan, and enter the first code; the secret."""
        secret = str(self.gets(f"{TOTP}activate/").context["form"].secret)
        assert self.sends(f"{TOTP}activate/", code=code(secret)) == CODES
        return secret

    def adds_a_passkey(self) -> Passkey:
        """Have the device make one."""
        made = Passkey("http://localhost:8000")
        options = json.loads(self.gets(f"{PASSKEY}add/").context["options"])
        self.sends(f"{PASSKEY}add/", name="Work laptop", credential=made.made(options))
        return made

    def logged(self) -> list[str]:
        """The kinds of this person's security events since last asked, sorted."""
        rows = SecurityEvent.objects.filter(user_id=self.user.pk).order_by("pk")
        kinds = [row.kind for row in rows]
        assert {row.principal for row in rows} <= {"public", f"user:{self.user.pk}"}
        SecurityEvent.objects.using("owner").all().delete()
        return sorted(kinds)

    def mailed(self) -> list[str]:
        """What this person is mailed about since last asked."""
        rows = list(Message.objects.filter(kind__startswith="accounts.").order_by("pk"))
        assert {row.payload["user"] for row in rows} <= {self.user.pk}
        Message.objects.all().delete()
        return [row.payload.get("what", row.kind) for row in rows]


@pytest.fixture
def dora(transactional_db, settings, monkeypatch) -> Walker:
    """Somebody of a portal that asks for a second factor."""
    cache.clear()
    settings.PSP_REQUIRE_MFA = True
    settings.PUBLIC_BASE_URL = "http://localhost:8000"
    return Walker(UserFactory(email="dora@example.gov", password=WORD))


@COMMITTED
def test_an_authenticator_and_its_codes(dora):
    dora.signs_in()
    assert dora.gets(INBOX, 302).url.startswith(f"{TOTP}activate/")
    dora.adds_an_authenticator()
    assert dora.logged() == sorted(
        [Kind.SIGNED_IN, Kind.FACTOR_ADDED, Kind.FACTOR_ADDED, Kind.FACTOR_USED]
    )
    assert dora.mailed() == ["totp_activated"]
    first = dora.gets(CODES).context["unused_codes"]
    dora.gets(f"{CODES}download/")
    dora.gets(INBOX)

    dora.gets(f"{CODES}generate/")
    assert dora.sends(f"{CODES}generate/") == CODES
    assert dora.logged() == [Kind.FACTOR_RENEWED]
    assert dora.mailed() == ["recovery_codes_generated"]
    assert not set(first) & set(dora.gets(CODES).context["unused_codes"])

    dora.gets(f"{TOTP}deactivate/")
    dora.sends(f"{TOTP}deactivate/")
    assert dora.logged() == sorted([Kind.FACTOR_REMOVED, Kind.FACTOR_REMOVED])
    assert dora.mailed() == ["totp_deactivated"]
    assert dora.gets(INBOX, 302).url.startswith(f"{TOTP}activate/")


@COMMITTED
def test_a_passkey(dora):
    dora.signs_in()
    made = dora.adds_a_passkey()
    assert dora.logged() == sorted(
        [Kind.SIGNED_IN, Kind.FACTOR_ADDED, Kind.FACTOR_ADDED, Kind.FACTOR_USED]
    )
    assert dora.mailed() == ["webauthn_added"]
    dora.gets(INBOX)
    kept = Authenticator.objects.get(type="webauthn")

    dora.sends("/accounts/logout/")
    second = dora.signs_in()
    options = json.loads(dora.gets(second).context["options"])
    dora.sends(second, credential=made.signed(options))
    dora.gets(INBOX)
    dora.sends("/accounts/logout/")
    options = dora.client.get(f"{PASSKEY}login/", headers={"Accept": "application/json"}).json()
    dora.sends(f"{PASSKEY}login/", credential=made.signed(options["request_options"]))
    dora.gets(INBOX)
    assert dora.logged() == sorted(
        [
            Kind.SIGNED_OUT,
            Kind.FACTOR_USED,
            Kind.SIGNED_IN,
            Kind.SIGNED_OUT,
            Kind.FACTOR_USED,
            Kind.SIGNED_IN,
        ]
    )

    again = f"{PASSKEY}reauthenticate/"
    options = json.loads(dora.gets(again).context["options"])
    dora.sends(again, credential=made.signed(options), next=INBOX)
    assert dora.logged() == [Kind.FACTOR_USED]
    dora.gets(f"{PASSKEY}keys/{kept.pk}/edit/")
    dora.sends(f"{PASSKEY}keys/{kept.pk}/edit/", name="Old laptop")
    assert "Old laptop" in dora.gets("/account/").text
    dora.gets(f"{PASSKEY}keys/{kept.pk}/remove/")
    dora.sends(f"{PASSKEY}keys/{kept.pk}/remove/")
    assert dora.logged() == sorted([Kind.FACTOR_REMOVED, Kind.FACTOR_REMOVED])
    assert dora.mailed() == ["webauthn_removed"]
    assert dora.gets(INBOX, 302).url.startswith(f"{TOTP}activate/")


@COMMITTED
def test_a_password(dora, settings):
    settings.PSP_REQUIRE_MFA = False
    dora.signs_in()
    dora.gets("/accounts/password/change/")
    dora.sends("/accounts/password/change/", oldpassword=WORD, password1=NEW, password2=NEW)
    assert dora.logged() == sorted([Kind.SIGNED_IN, Kind.PASSWORD_CHANGED])
    assert dora.mailed() == ["password_changed"]
    dora.gets("/accounts/reauthenticate/")
    dora.sends("/accounts/reauthenticate/", password=NEW, next=INBOX)
    dora.sends("/accounts/logout/")
    dora.gets("/accounts/password/reset/")
    dora.gets(dora.sends("/accounts/password/reset/", email=dora.user.email))
    assert dora.mailed() == ["accounts.send_password_link"]
    dora.user.refresh_from_db()
    link = password_url(dora.user).removeprefix("http://localhost:8000")
    form = dora.gets(link, 302).url
    dora.gets(form)
    dora.gets(dora.sends(form, password1=WORD + "-2", password2=WORD + "-2"))
    assert dora.logged() == sorted([Kind.SIGNED_OUT, Kind.PASSWORD_CHANGED])
    assert dora.mailed() == ["password_reset"]


@COMMITTED
def test_codes_at_sign_in_and_again(dora):
    dora.signs_in()
    secret = dora.adds_an_authenticator()
    codes = dora.gets(CODES).context["unused_codes"]
    dora.sends("/accounts/logout/")
    dora.logged()
    dora.gets(dora.signs_in())
    wrong = dora.client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 422
    dora.sends("/accounts/2fa/authenticate/", code=codes[0])
    assert dora.logged() == sorted([Kind.FACTOR_FAILED, Kind.FACTOR_USED, Kind.SIGNED_IN])
    dora.gets("/accounts/2fa/reauthenticate/")
    cache.clear()
    dora.sends("/accounts/2fa/reauthenticate/", code=code(secret), next=INBOX)
    assert dora.logged() == [Kind.FACTOR_USED]


@COMMITTED
def test_reference_data_are_forgotten_after_the_commit(dora):
    told = []
    with acting_atomic("system:demo"):
        holidays.forget()
        choices.forget()
        transaction.on_commit(lambda: told.append(principal()))
    assert told == ["system:demo"]


@COMMITTED
def test_a_notice_that_fails_is_an_alarm_and_hides_nothing(dora, monkeypatch, caplog):
    def fail(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    monkeypatch.setattr(links, "send_security_notice", fail)
    dora.signs_in()
    dora.adds_an_authenticator()
    assert Authenticator.objects.count() == 2
    assert Kind.FACTOR_ADDED in dora.logged()
    dora.gets(INBOX)
    (alarm,) = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert "on_commit" in alarm.getMessage()
    assert "Traceback" in str(alarm.exc_text)


@COMMITTED
def test_a_hook_writes_as_whoever_asked_for_it():
    seen = []

    def hook() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.actor'), pg_current_xact_id() IS NOT NULL")
            seen.append((*cursor.fetchone(), connection.in_atomic_block))

    with acting("user:1"), transaction.atomic():
        transaction.on_commit(hook)
        with acting("system:outbox"):
            transaction.on_commit(lambda: transaction.on_commit(hook))
    with acting("public"):
        transaction.on_commit(hook)
    transaction.on_commit(hook)
    assert [actor for actor, *_ in seen] == ["user:1", "system:outbox", "public", ""]
    assert all(rest == [True, True] for _, *rest in seen)


@COMMITTED
def test_what_a_rolled_back_transaction_asked_for_is_not_done():
    seen = []
    with pytest.raises(ValueError, match="no"), transaction.atomic():  # noqa: PT012 -- one block, one end
        transaction.on_commit(lambda: seen.append("done"))
        raise ValueError("no")
    assert seen == []


@COMMITTED
def test_one_hook_that_fails_leaves_the_others(caplog):
    seen = []
    with transaction.atomic():
        transaction.on_commit(partial(int, "no number"))
        transaction.on_commit(lambda: record_anyway(Kind.DENIED, user_id=None))
        transaction.on_commit(lambda: seen.append("done"))
    assert seen == ["done"]
    assert SecurityEvent.objects.filter(kind=Kind.DENIED).count() == 1
    assert [line.levelno for line in caplog.records] == [logging.ERROR]
