"""Databases: ``default`` acts as psp_app under row-level security; ``owner`` is for migrations."""

from typing import Any

import pghistory

from psp_portal.settings.environment import ENV

# A server that does not answer is noticed: immediately when connecting, within a minute if its
# machine vanished. The time limits of statements and locks are settings of the role
# (docs/operations.md).
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
        # The tenancy middleware opens one transaction per request (ADR 0003).
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

# Rate-limit counters must survive the rollback of a refused request and an outage of the broker: a
# database cache on a separate connection.
if ENV.name == "test":
    CACHES: dict[str, dict[str, Any]] = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
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
            "BACKEND": "foundation.tenancy.counters.CounterCache",
            "LOCATION": "portal_counters",
            # Beyond this many rows, each write first deletes expired ones.
            "OPTIONS": {"MAX_ENTRIES": 1_000},
        }
    }
DATABASE_ROUTERS = ["foundation.tenancy.routers.PortalRouter"]

# PostgreSQL plans the statements of pages once for a connection. Off behind a pooler that gives each
# transaction another session: it would prepare them again and again.
TENANCY_PREPARES_STATEMENTS = ENV.prepares_statements
TENANCY_ACTOR_RESOLVER = "foundation.accounts.actors.resolve"
# The check of production's settings; run again at /readyz.
TENANCY_WEAK_SETTINGS = "psp_portal.settings.production.weak_settings"
# Functions of the apps that grant a person permissions at sites; each returns a part of the Actor.
ACCOUNTS_POWER_SOURCES = ["sites.policies.powers_of"]
# The SQL functions by which the policies know the actor's access, each an array: called again after
# every wait for a lock (docs/how-to/lock-a-row.md). An element missing from the first list is a
# lost permission, and so is one added to the second.
TENANCY_POWERS = {
    "account": "ARRAY(SELECT id FROM accounts_user WHERE id = app_user() AND is_active)",
    "staff role": "ARRAY[app_staff_role()]",
    "organization": "ARRAY[app_organisation()]",
    "seats": "ARRAY(SELECT seat::text FROM app_live_memberships() seat)",
    "agency seats": "app_agency_seats()",
    "sites": "app_sites()",
    "cleared sites": "app_cleared_sites()",
    "shared requests": "app_shared_requests()",
    "worked requests": "app_worked_requests()",
    "talked requests": "app_talked_requests()",
    "organized summits": "app_organized_summits()",
    "spoken sessions": "app_spoken_sessions()",
    "joined communities": "app_joined_communities()",
    "facilitated communities": "app_facilitated_communities()",
    "open communities": "app_open_communities()",
    "reviewed applications": "app_reviewed_applications()",
    "scored applications": "app_scored_applications()",
}
TENANCY_BARS = {"barred requests": "app_barred_anywhere()"}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_BASE_MODEL = "foundation.tenancy.history.Event"
PGHISTORY_MIDDLEWARE_METHODS: tuple[str, ...] = ()
# Actor and reason are in the event's own row, behind its site's policy; the shared context table
# has no site.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
