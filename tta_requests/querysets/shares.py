"""Queries of shares that also read other tables."""

from django.db.models import Exists, OuterRef

from tta_requests.models import Entry
from tta_requests.models.shares import ShareQuerySet


def for_day(shares: ShareQuerySet) -> ShareQuerySet:
    """Add what the home page shows of shares, and whether the office has commented, first to end first."""
    entries = Entry.objects.messages()
    said = entries.filter(
        request_id=OuterRef("request_id"),
        author__organization_id=OuterRef("organization_id"),
        created_at__gte=OuterRef("starts_at"),
    )
    shown = shares.select_related("request__site", "request__core_area", "request__provider")
    return shown.annotate(has_answered=Exists(said)).order_by("ends_at", "pk")
