"""Write to the security log."""

from collections.abc import Mapping

from django.http import HttpRequest

from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.audit.origin import client_ip
from foundation.calendars import clock
from foundation.tenancy import post_transaction
from foundation.tenancy.context import principal

Detail = Mapping[str, str | int | bool | None]


def record(
    kind: Kind,
    *,
    user_id: int | None,
    request: HttpRequest | None = None,
    detail: Detail | None = None,
) -> None:
    """Write an event in the caller's transaction, so that it is saved only if the change is."""
    _line(kind, user_id, request, detail).save(force_insert=True)


def record_anyway(
    kind: Kind,
    *,
    user_id: int | None,
    request: HttpRequest | None = None,
    detail: Detail | None = None,
) -> None:
    """Write an event even when the request is refused and everything else is rolled back."""
    line = _line(kind, user_id, request, detail)
    post_transaction.remember(lambda: line.save(force_insert=True))


def _line(
    kind: Kind, user_id: int | None, request: HttpRequest | None, detail: Detail | None
) -> SecurityEvent:
    return SecurityEvent(
        at=clock.now(),
        kind=kind,
        user_id=user_id,
        principal=principal() or "public",
        ip=client_ip(request),
        detail=dict(detail or {}),
    )
