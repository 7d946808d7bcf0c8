"""Databases: ``default`` acts as psp_app under row-level security; ``owner`` exists for migrations only."""

from typing import Any

import pghistory

from psp_portal.settings import ENV

# A server that does not answer is noticed: at once when connecting, within a minute when its machine
# vanished. How long a statement or a lock may take are settings of the role (docs/operations.md).
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
SERVING = {**ENV.database, "OPTIONS": {**PATIENCE, **ENV.database.get("OPTIONS", {})}}

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **SERVING,
        "ENGINE": "foundation.tenancy.backend",
        "CONN_MAX_AGE": 0 if ENV.name == "test" else 60,
        "CONN_HEALTH_CHECKS": True,
        # One transaction per request is owned by the tenancy middleware (ADR 0003).
        "ATOMIC_REQUESTS": False,
    },
}
if ENV.owner_database:
    DATABASES["owner"] = {
        **ENV.owner_database,
        "ENGINE": "foundation.tenancy.backend",
        "TEST": {"DEPENDENCIES": [], "NAME": ENV.test_database},
    }
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}

# Rate-limit counters must survive a refused request's rollback, and the broker's absence:
# a database cache on a connection of its own.
if ENV.name == "test":
    CACHES: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
else:
    DATABASES["counters"] = {
        **SERVING,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "portal_counters",
        }
    }
DATABASE_ROUTERS = ["foundation.tenancy.routers.PortalRouter"]

TENANCY_ACTOR_RESOLVER = "foundation.accounts.actors.resolve"
# Rooms that give a person powers at sites; each returns a part of the Actor.
ACCOUNTS_POWER_SOURCES = ["sites.policies.powers_of"]

PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS: tuple[str, ...] = ()
# Who and why stand on the event's own row, behind its site's policy; the shared context table has no site.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
