"""The two addresses for probes, and the refusal to serve as a role that sees everything."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction

from foundation.calendars import clock
from foundation.outbox.models import Message
from foundation.tenancy import checks, walls
from psp_portal import health
from psp_portal.settings.env import INSECURE_KEY, read
from tests.factories.accounts import UserFactory

PRODUCTION = {
    "PSP_ENV": "production",
    "SECRET_KEY": "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",  # pragma: allowlist secret
    "PUBLIC_BASE_URL": "https://psp.example.gov",
    "REDIS_URL": "redis://valkey:6379/0",
    "DATABASE_URL": "postgres://psp_app:x@db/psp",
}


def test_the_process_is_alive_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "alive"}


def test_no_host_name_is_needed(client):
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


def test_a_migrated_database_is_ready(client, db):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["migrations"] == "ok"
    assert answer.cookies == {}


def test_a_missing_migration_is_named(client, db, monkeypatch):
    monkeypatch.setattr(health, "known_migrations", lambda: frozenset({("sites", "9999_new")}))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == ["sites.9999_new"]


def test_holes_and_weak_settings_are_named_in_production(client, db, settings, monkeypatch):
    monkeypatch.setattr(walls, "found", lambda: ["Row security of sites_contact is off."])
    monkeypatch.setattr(walls, "_kept", None)
    assert client.get("/readyz").json()["checks"]["walls"] == "ok"
    settings.PSP_ENV, settings.SECRET_KEY = "production", "x"
    settings.PUBLIC_BASE_URL, settings.PSP_REQUIRE_MFA = "http://psp.example.gov", False
    answer = client.get("/readyz")
    told = " ".join(answer.json()["checks"]["walls"])
    assert answer.status_code == 503
    for word in ("SECRET_KEY", "PUBLIC_BASE_URL", "PSP_REQUIRE_MFA", "sites_contact is off"):
        assert word in told
    assert "does not hold actor and time" in told


def test_a_missing_database_is_not_ready(client, db, monkeypatch):
    def down():
        raise OperationalError

    monkeypatch.setattr(health, "applied_migrations", down)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": "unreachable"})


def test_work_that_waits_is_told(client, db):
    now = clock.now()
    Message.objects.create(
        kind="x.y", key="x", payload={}, due_at=now - timedelta(minutes=5), created_at=now
    )
    outbox = client.get("/readyz").json()["checks"]["outbox"]
    assert outbox["late"] is True
    assert outbox["oldest_due_seconds"] >= 300


def test_production_reads_a_complete_environment():
    assert read(PRODUCTION).require_mfa is True


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": INSECURE_KEY}, "SECRET_KEY"),
        ({"SECRET_KEY": "x"}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY": "x" * 99}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY": "abcde" * 9}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY": "django-insecure-" + "abcdefgh" * 9}, "SECRET_KEY is too easy"),
        ({"PUBLIC_BASE_URL": ""}, "PUBLIC_BASE_URL"),
        ({"PUBLIC_BASE_URL": "http://psp.example.gov"}, "PUBLIC_BASE_URL must begin"),
        ({"PSP_REQUIRE_MFA": "0"}, "PSP_REQUIRE_MFA must be on"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"PSP_ENV": "prod"}, "PSP_ENV"),
        ({"PORT": "http"}, "PORT"),
        ({"CLAMAV_ADDRESS": "scanner"}, "CLAMAV_ADDRESS"),
        ({"CLAMAV_ADDRESS": "scanner:99999"}, "CLAMAV_ADDRESS"),
    ],
)
def test_a_wrong_variable_is_named(change, word):
    with pytest.raises(ImproperlyConfigured, match=word):
        read({**PRODUCTION, **change})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", None),
        ("scanner:3310", ("scanner", 3310)),
        ("[::1]:3310", ("::1", 3310)),
        ("/run/clamav/clamd.ctl", Path("/run/clamav/clamd.ctl")),
    ],
)
def test_the_scanner_is_named_by_port_or_by_socket(given, address):
    assert read({**PRODUCTION, "CLAMAV_ADDRESS": given}).clamav == address


def test_files_lie_in_the_state_folder_unless_it_is_said_where():
    assert read({**PRODUCTION, "PSP_HOME": "/state"}).files == Path("/state/files")
    assert read({**PRODUCTION, "FILES_ROOT": "/data/files"}).files == Path("/data/files")


def test_outside_production_none_of_these_is_asked():
    local = {"PSP_ENV": "local", "SECRET_KEY": "x", "PUBLIC_BASE_URL": "http://localhost:8000"}
    assert read({**PRODUCTION, **local, "PSP_REQUIRE_MFA": "0"}).require_mfa is False


def test_all_wrong_variables_are_named_at_once():
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY.*REDIS_URL"):
        read({**PRODUCTION, "SECRET_KEY": "", "REDIS_URL": ""})


def test_psp_app_may_serve(db):
    assert checks.may_bypass_policies() is False


def test_the_portal_does_not_serve_behind_a_hole(db, production, monkeypatch):
    monkeypatch.setattr(walls, "found", lambda: ["Row security of sites_contact is off."] * 30)
    with pytest.raises(ImproperlyConfigured, match=r"sites_contact is off.*And 10 more"):
        checks.refuse_to_serve()


def test_serving_has_the_database_hold_actor_and_time(db, production):
    checks.refuse_to_serve()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_is_enforced()")
        assert cursor.fetchone() == (True,)


@pytest.fixture
def production(monkeypatch):
    settings = SimpleNamespace(PSP_ENV="production", DATABASES={"default": {}})
    monkeypatch.setattr(checks, "settings", settings)
    return settings


def test_the_portal_does_not_serve_with_a_role_that_sees_everything(db, production, monkeypatch):
    monkeypatch.setattr(checks, "may_bypass_policies", lambda: True)
    with pytest.raises(ImproperlyConfigured, match="row-level security"):
        checks.refuse_to_serve()
    assert checks.the_portal_cannot_bypass_policies(None, databases=["default"])[0].id == "psp.E002"


def test_the_portal_does_not_serve_with_the_owners_key_at_hand(production):
    production.DATABASES["owner"] = {}
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        checks.refuse_to_serve()


def test_the_counters_table_serves_psp_app(db, settings):
    from django.core.cache.backends.db import DatabaseCache

    counters = DatabaseCache("portal_counters", {})
    counters.set("k", [1.0, 2.0], 60)
    assert counters.get("k") == [1.0, 2.0]
    assert counters.add("k", 1, 60) is False
    counters.delete("k")
    assert counters.get("k") is None


@pytest.mark.parametrize("statement", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}"])
def test_the_security_log_cannot_be_changed(db, statement):
    from django.db import ProgrammingError

    UserFactory()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("audit_securityevent"))


def test_proxies_and_old_keys_are_read():
    first, second = "abcdefgh" * 4, "hgfedcba" * 4
    told = read(
        {
            **PRODUCTION,
            "PSP_TRUSTED_PROXIES": "2",
            "SECRET_KEY_FALLBACKS": f" {first} ,,{second}",
        }
    )
    assert (told.trusted_proxies, told.secret_key_fallbacks) == (2, [first, second])
    plain = read(PRODUCTION)
    assert (plain.trusted_proxies, plain.secret_key_fallbacks) == (0, [])


@pytest.mark.parametrize("proxies", ["-1", "one", "1.5", "\u0661", "10"])
def test_a_number_of_proxies_that_is_none_is_refused(proxies):
    with pytest.raises(ImproperlyConfigured, match="PSP_TRUSTED_PROXIES"):
        read({**PRODUCTION, "PSP_TRUSTED_PROXIES": proxies})


@pytest.mark.parametrize("keys", ["short", f"{'abcdefgh' * 4},short", "a" * 32, INSECURE_KEY])
def test_a_weak_old_key_is_refused_in_production(keys):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACKS"):
        read({**PRODUCTION, "SECRET_KEY_FALLBACKS": keys})
