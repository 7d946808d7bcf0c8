"""The indexes of commitments: one for each order and filter of their lists, and for what is counted."""

from django.db import models
from django.db.models import Q

CANCELED = Q(done_at__isnull=True) & ~Q(dropped_reason="")

INDEXES: list[models.Index] = [
    models.Index(fields=["request", "due_on"], name="commitments_of_a_request"),
    models.Index(
        fields=["due_on", "id"],
        condition=Q(done_at__isnull=True),
        name="open_commitments_by_day",
    ),
    models.Index(fields=["due_on", "id"], name="commitments_by_day"),
    models.Index(fields=["site", "due_on", "id"], name="commitments_of_a_site"),
    # A timeline reads them newest first, those of requests and the others in one pass.
    models.Index(fields=["site", "-made_at"], name="commitments_made_at_a_site"),
    models.Index(
        fields=["site", "-done_at"],
        condition=Q(done_at__isnull=False),
        name="commitments_done_at_a_site",
    ),
    models.Index(
        fields=["site", "-canceled_at"],
        condition=Q(canceled_at__isnull=False),
        name="commitments_canceled_at_a_site",
    ),
    # With what the policy asks of a row, so that late ones are counted without reading them.
    models.Index(
        fields=["site", "due_on", "id"],
        include=["request", "origin_kind", "origin_id", "dropped_reason"],
        condition=Q(done_at__isnull=True),
        name="open_commitments_of_a_site",
    ),
    # Few are canceled: without these a page of them would pass over all that are open.
    models.Index(fields=["due_on", "id"], condition=CANCELED, name="canceled_commitments_by_day"),
    models.Index(
        fields=["site", "due_on", "id"], condition=CANCELED, name="canceled_commitments_of_a_site"
    ),
    models.Index(
        fields=["owner", "due_on", "id"],
        condition=Q(done_at__isnull=True),
        name="open_commitments_of_owners",
    ),
    models.Index(
        fields=["origin_kind", "origin_id"],
        condition=~Q(origin_kind=""),
        name="commitments_of_an_origin",
    ),
    models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="commitments_of_a_batch"),
    models.Index(
        fields=["done_at"],
        condition=Q(done_at__isnull=False),
        name="done_commitments_by_day",
    ),
]
