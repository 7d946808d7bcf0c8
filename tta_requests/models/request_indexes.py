"""The indexes of requests, one for each order and filter of their lists; and the keys to what they come from."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from sites.enums import Handling

INDEXES: list[models.Index] = [
    models.Index(fields=["-created_at", "-id"], name="request_newest_first"),
    models.Index(fields=["site", "-created_at", "-id"], name="request_newest_of_a_site"),
    # With what the policy asks of a row, and whose draft it is, so that requests are counted without reading them.
    models.Index(
        fields=["site", "status", "-created_at", "-id"],
        include=["handling", "federal_agencies", "submitted_at", "requester"],
        name="request_by_status_of_a_site",
    ),
    models.Index(fields=["status", "-created_at", "-id"], name="request_by_status"),
    models.Index(fields=["core_area", "-created_at", "-id"], name="request_by_area"),
    models.Index(fields=["urgency", "-created_at", "-id"], name="request_by_urgency"),
    models.Index(fields=["owner", "-created_at", "-id"], name="request_by_owner"),
    models.Index(fields=["needed_by", "id"], name="request_by_day_needed"),
    models.Index(fields=["submitted_at"], name="request_by_day_submitted"),
    # With what the national picture asks of a row, so that all that are open are counted without reading them.
    models.Index(
        fields=["site", "core_area", "-created_at", "-id"],
        include=["status", "handling", "submitted_at"],
        name="request_by_area_of_a_site",
    ),
    models.Index(
        fields=["site"],
        condition=Q(handling=Handling.FEDERAL),
        name="federal_requests_of_a_site",
    ),
    models.Index(
        fields=["site"],
        include=["id", "people_trained", "handling", "federal_agencies", "submitted_at"],
        condition=Q(people_trained__isnull=False),
        name="people_trained_at_a_site",
    ),
    GinIndex(fields=["principles"], name="request_by_principle"),
    models.Index(
        fields=["finding"], condition=Q(finding__isnull=False), name="requests_of_a_finding"
    ),
    models.Index(
        fields=["recommendation"],
        condition=Q(recommendation__isnull=False),
        name="requests_of_a_recommendation",
    ),
    models.Index(
        fields=["session_note"],
        condition=Q(session_note__isnull=False),
        name="requests_of_a_session_note",
    ),
    models.Index(fields=["plan"], condition=Q(plan__isnull=False), name="requests_of_a_plan"),
]
OF_ITS_ORIGINS_SITE = [
    SameSite(field="finding", name="request_is_of_its_findings_site"),
    SameSite(field="recommendation", name="request_is_of_its_recommendations_site"),
    SameSite(field="plan", name="request_is_of_its_plans_site"),
    SameSite(field="session_note", name="request_is_of_its_session_notes_site"),
]


def origin_key(model: type[models.Model] | str) -> Any:
    """Return a key to what a request was made from; its own index has only requests that were."""
    return models.ForeignKey(
        model, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
