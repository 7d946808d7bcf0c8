"""``/healthz`` and ``/readyz``: answered before sessions, host checks and redirects."""

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse

from foundation.outbox import health as outbox
from foundation.tenancy.checks import weaknesses
from foundation.tenancy.patience import within
from foundation.tenancy.versions import applied_migrations, known_migrations

# The time limit in seconds for a hanging database; the probe itself waits five.
PATIENCE = 3.0


class HealthMiddleware:
    """Placed first, so that a probe needs neither a host name nor a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the two probes; pass other requests on."""
        if request.path_info == "/healthz":
            return JsonResponse({"status": "alive"})
        if request.path_info == "/readyz":
            return ready()
        return self.get_response(request)


def ready() -> JsonResponse:
    """Return whether this process can serve: 200, or 503 with what is wrong."""
    try:
        with within(PATIENCE):
            missing = sorted(known_migrations() - applied_migrations())
            late = outbox.oldest_due_age()
            weak = weaknesses()
    except (DatabaseError, InterfaceError):
        return _answer({"database": "unreachable"}, ok=False)
    checks: dict[str, object] = {
        "database": "ok",
        "migrations": [f"{app}.{name}" for app, name in missing] or "ok",
        "walls": weak or "ok",
        "outbox": {"oldest_due_seconds": int(late.total_seconds()), "late": outbox.is_late()},
    }
    return _answer(checks, ok=not missing and not weak)


def _answer(checks: dict[str, object], *, ok: bool) -> JsonResponse:
    body = {"status": "ready" if ok else "not ready", "checks": checks}
    answer = JsonResponse(body, status=200 if ok else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer
