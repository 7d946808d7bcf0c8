"""What the database holds of an engagement update: its constraints and triggers."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from liaisons.enums import Risk, Stage, UpdateKind, UpdateState

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(fields=["site", "id"], name="update_is_known_by_its_site"),
    models.CheckConstraint(
        name="submitted_update_says_when_how_and_what",
        condition=Q(state=UpdateState.DRAFT)
        | (Q(occurred_on__isnull=False) & ~Q(kind="") & ~Q(summary="")),
    ),
    models.CheckConstraint(
        name="update_has_submission_time_unless_draft",
        condition=Q(state=UpdateState.DRAFT, submitted_at__isnull=True)
        | Q(state=UpdateState.SUBMITTED, submitted_at__isnull=False),
    ),
    models.CheckConstraint(
        name="next_contact_comes_after_the_update",
        condition=Q(next_contact_on__isnull=True)
        | Q(occurred_on__isnull=True)
        | Q(next_contact_on__gt=F("occurred_on")),
    ),
    models.CheckConstraint(
        name="update_kind_is_known", condition=Q(kind__in=["", *UpdateKind.values])
    ),
    models.CheckConstraint(name="update_risk_is_known", condition=Q(risk__in=Risk.values)),
    models.CheckConstraint(
        name="update_review_fits_its_state",
        condition=Q(review="", review_asked_at__isnull=True)
        | Q(state=UpdateState.SUBMITTED, review_asked_at__isnull=False)
        & Q(review__in=[Stage.SUBMITTED, Stage.REVIEWED, Stage.RETURNED]),
    ),
    models.CheckConstraint(
        name="update_is_reviewed_by_somebody_else",
        condition=~Q(review__in=[Stage.REVIEWED, Stage.RETURNED])
        | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, reviewed_version__gt=0)
        & ~Q(reviewed_by=F("author")),
    ),
    models.CheckConstraint(
        name="returned_update_says_why",
        condition=~Q(review=Stage.RETURNED) | ~Q(review_reason=""),
    ),
    models.CheckConstraint(
        name="update_hours_are_quarters_of_a_day",
        condition=Q(hours__isnull=True)
        | Q(hours__gt=0, hours__lte=24) & Q(Exact(Mod(F("hours"), Decimal("0.25")), Decimal(0))),
    ),
    models.CheckConstraint(
        name="only_a_draft_keeps_what_is_to_be_made",
        condition=Q(state=UpdateState.DRAFT) | Q(extras={}),
    ),
]
TRIGGERS: list[pgtrigger.Trigger] = [
    pgtrigger.FSM(
        name="update_never_turns_draft_again",
        field="state",
        transitions=[(UpdateState.DRAFT, UpdateState.SUBMITTED)],
    ),
    pgtrigger.FSM(
        name="update_is_reviewed_step_by_step",
        field="review",
        transitions=[
            ("", Stage.SUBMITTED),
            (Stage.SUBMITTED, Stage.REVIEWED),
            (Stage.SUBMITTED, Stage.RETURNED),
            (Stage.RETURNED, Stage.SUBMITTED),
            (Stage.RETURNED, Stage.REVIEWED),
        ],
    ),
    pgtrigger.ReadOnly(name="update_keeps_its_author", fields=["author", "created_at"]),
    pgtrigger.Protect(
        name="submitted_update_stays",
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__state=UpdateState.SUBMITTED),
    ),
]
