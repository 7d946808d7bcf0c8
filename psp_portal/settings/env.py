"""Every environment variable the portal reads, parsed and typed once.

Nothing else reads ``os.environ``: an error here names every missing or wrong variable at once.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import environ
from django.core.exceptions import ImproperlyConfigured

from psp_portal.local.environment import Refusal, database_of_tests
from psp_portal.settings.production import MIN_SIGNS, weak_settings

ROOT = Path(__file__).resolve().parents[2]
YES = {"1", "true", "yes", "on"}
MAX_PROXIES = 9
# Older releases accepted shorter keys: such a key may still open what it signed, until it is
# removed.
MIN_OLD_KEY = 32
INSECURE_KEY = "local-only-key-that-production-refuses"  # pragma: allowlist secret


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment variables the portal reads, as typed values."""

    name: Literal["local", "test", "production"]
    home: Path
    port: int
    secret_key: str
    secret_key_fallbacks: list[str]
    trusted_proxies: int
    public_base_url: str
    require_mfa: bool
    prepares_statements: bool
    redis_url: str
    database: dict[str, Any]
    owner_database: dict[str, Any] | None
    email: dict[str, Any]
    raw_data: Path | None
    files: Path
    clamav: tuple[str, int] | Path | None = None
    test_database: str | None = None
    allowed_hosts: list[str] = field(default_factory=list)


def test_database_of(raw: dict[str, str], problems: list[str]) -> str | None:
    """Return the name of the tests' database, if the environment sets it."""
    try:
        return database_of_tests(raw)
    except Refusal as refusal:
        problems.append(str(refusal))
        return None


def home_of(raw: dict[str, str]) -> Path:
    """Return the state folder."""
    home = Path(raw.get("PSP_HOME") or ".local")
    return home if home.is_absolute() else ROOT / home


def files_of(raw: dict[str, str], home: Path) -> Path:
    """Return the folder for uploaded files: in the state folder unless set."""
    named = Path(raw.get("FILES_ROOT") or home / "files")
    return named if named.is_absolute() else ROOT / named


def scanner_of(raw: dict[str, str], problems: list[str]) -> tuple[str, int] | Path | None:
    """Return the virus scanner: ``host:port``, the absolute path of a socket, or None."""
    text = raw.get("CLAMAV_ADDRESS", "")
    if not text or text.startswith("/"):
        return Path(text) if text else None
    host, _, port = text.rpartition(":")
    if host and port.isdigit() and 0 < int(port) < 65536:
        return host.strip("[]"), int(port)
    problems.append(f"CLAMAV_ADDRESS is {text!r}; use host:port or the path of a socket.")
    return None


def weaknesses_of(name: str, key: str, address: str, *, require_mfa: bool) -> list[str]:
    """Return what production refuses in the given values; missing ones are reported elsewhere."""
    if name != "production" or not key or not address:
        return []
    return weak_settings(secret_key=key, public_base_url=address, require_mfa=require_mfa)


def proxies_of(raw: dict[str, str], problems: list[str]) -> int:
    """Return how many of our proxies extend X-Forwarded-For; 0 ignores the header."""
    text = raw.get("PSP_TRUSTED_PROXIES") or "0"
    if text.isascii() and text.isdigit() and int(text) <= MAX_PROXIES:
        return int(text)
    problems.append(
        f"PSP_TRUSTED_PROXIES is {text!r}; use the number of proxies in front of the portal, such as 1."
    )
    return 0


def old_keys_of(raw: dict[str, str], problems: list[str], *, production: bool) -> list[str]:
    """Return the earlier secret keys still accepted for signatures and encryption, newest first."""
    keys = [key.strip() for key in raw.get("SECRET_KEY_FALLBACKS", "").split(",")]
    keys = [key for key in keys if key]
    if production and any(
        len(key) < MIN_OLD_KEY or len(set(key)) < MIN_SIGNS or key == INSECURE_KEY for key in keys
    ):
        problems.append(
            f"SECRET_KEY_FALLBACKS: each key has at least {MIN_OLD_KEY} characters in production."
        )
    return keys


def running_portal(raw: dict[str, str]) -> dict[str, str]:
    """Return the URLs that a running `make run` has saved for commands."""
    note = home_of(raw) / "environment.json"
    return cast(dict[str, str], json.loads(note.read_text())) if note.is_file() else {}


def read(source: dict[str, str] | None = None) -> Environment:
    """Parse the environment variables into one typed object.

    Arguments:
        source: the variables; by default those of the process.

    Raises:
        ImproperlyConfigured: naming every variable that is missing or refused.
    """
    raw = dict(os.environ) if source is None else source  # noqa: TID251 -- the one place that reads it
    problems: list[str] = []
    name = raw.get("PSP_ENV", "local")
    if name == "local" and not raw.get("DATABASE_URL"):
        raw = running_portal(raw) | raw
    if name not in {"local", "test", "production"}:
        problems.append(f"PSP_ENV is {name!r}; use local, test or production.")
    production = name == "production"

    home = home_of(raw)
    port = raw.get("PORT", "8000")
    if not port.isdigit():
        problems.append(f"PORT is {port!r}; use a number such as 8000.")
        port = "8000"
    secret_key = raw.get("SECRET_KEY", "" if production else INSECURE_KEY)
    if production and (not secret_key or secret_key == INSECURE_KEY):
        problems.append("Set SECRET_KEY to a unique secret in production.")
    fallbacks = old_keys_of(raw, problems, production=production)
    proxies = proxies_of(raw, problems)
    public_base_url = raw.get("PUBLIC_BASE_URL", "" if production else f"http://localhost:{port}")
    hosts = [host for host in raw.get("ALLOWED_HOSTS", "").split(",") if host]
    if production and not public_base_url:
        problems.append(
            "PUBLIC_BASE_URL must name the address people use, such as https://psp.example.gov."
        )
    if production and any("*" in host for host in hosts):
        problems.append("ALLOWED_HOSTS must name hosts; * is refused in production.")
    if production and not raw.get("REDIS_URL"):
        problems.append("REDIS_URL must name the broker in production.")
    if not raw.get("DATABASE_URL"):
        problems.append("DATABASE_URL must name the database; `make run` and `make test` set it.")
    clamav = scanner_of(raw, problems)
    require_mfa = raw.get("PSP_REQUIRE_MFA", "1" if production else "0").lower() in YES
    problems += weaknesses_of(name, secret_key, public_base_url, require_mfa=require_mfa)
    tests = test_database_of(raw, problems)
    if problems:
        raise ImproperlyConfigured(" ".join(problems))
    owner = raw.get("DATABASE_OWNER_URL")
    return Environment(
        name=cast(Literal["local", "test", "production"], name),
        home=home,
        port=int(port),
        secret_key=secret_key,
        secret_key_fallbacks=fallbacks,
        trusted_proxies=proxies,
        public_base_url=public_base_url.rstrip("/"),
        require_mfa=require_mfa,
        prepares_statements=(raw.get("PSP_PREPARE_STATEMENTS") or "1").lower() in YES,
        redis_url=raw.get("REDIS_URL", "redis://127.0.0.1:6379/0"),
        database=cast(dict[str, Any], environ.Env.db_url_config(raw["DATABASE_URL"])),
        owner_database=cast(dict[str, Any], environ.Env.db_url_config(owner)) if owner else None,
        email=cast(
            dict[str, Any],
            environ.Env.email_url_config(raw.get("EMAIL_URL", f"filemail:///{home / 'mail'}")),
        ),
        test_database=tests,
        raw_data=Path(raw["PSP_RAW_DATA"]) if raw.get("PSP_RAW_DATA") else None,
        files=files_of(raw, home),
        clamav=clamav,
        allowed_hosts=hosts,
    )
