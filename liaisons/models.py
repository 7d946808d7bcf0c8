"""The liaison's log: updates with their core areas and linked requests, and how often they are due."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from liaisons.enums import Risk, UpdateKind, UpdateState
from liaisons.querysets.updates import ContactStandardQuerySet, EngagementUpdateQuerySet
from sites.models import CoreArea
from tta_requests.models import TTARequest

ENTERED = pgtrigger.Q(new__state=UpdateState.SUBMITTED)
SUBMITTED = pgtrigger.Q(old__state=UpdateState.DRAFT, new__state=UpdateState.SUBMITTED)
CORRECTED = pgtrigger.Q(old__state=UpdateState.SUBMITTED)


@pghistory.track(
    pghistory.InsertEvent("entered", condition=ENTERED),
    pghistory.UpdateEvent("submitted", condition=SUBMITTED),
    pghistory.UpdateEvent("corrected", condition=CORRECTED),
)
class EngagementUpdate(SiteScopedModel):
    """What a liaison did with a site on a day, once: it feeds timeline, reports and executive page.

    A draft leaves no history; from submission on each correction is a version of its own.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=UpdateState, default=UpdateState.DRAFT)
    occurred_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=UpdateKind, blank=True)
    participants = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    risk = models.CharField(max_length=8, choices=Risk, default=Risk.NONE)
    next_contact_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_in = models.CharField(
        max_length=64, blank=True, help_text="The nonce of the form it was last saved from."
    )
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    REVISABLE: ClassVar[tuple[str, ...]] = (
        "occurred_on",
        "kind",
        "participants",
        "summary",
        "outcome",
        "risk",
        "next_contact_on",
    )
    objects = EngagementUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-occurred_on", "-id"]
        constraints = [
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
        ]
        indexes = [
            models.Index(
                fields=["site", "-occurred_on", "-id"],
                condition=Q(state=UpdateState.SUBMITTED),
                name="updates_newest_of_a_site",
            ),
            models.Index(
                fields=["-occurred_on", "-id"],
                condition=Q(state=UpdateState.SUBMITTED),
                name="updates_newest_first",
            ),
            models.Index(
                fields=["author", "-saved_at"],
                condition=Q(state=UpdateState.DRAFT),
                name="drafts_of_an_author",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="update_never_turns_draft_again",
                field="state",
                transitions=[(UpdateState.DRAFT, UpdateState.SUBMITTED)],
            ),
            pgtrigger.ReadOnly(name="update_keeps_its_author", fields=["author", "created_at"]),
            pgtrigger.Protect(
                name="submitted_update_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=UpdateState.SUBMITTED),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The update's page, or the form where it is still a draft."""
        name = "liaisons:draft" if self.is_draft else "liaisons:detail"
        return reverse(name, args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.state == UpdateState.DRAFT

    @property
    def headline(self) -> str:
        """What it was and when: "Visit, 2026-11-20"."""
        kind = self.get_kind_display() if self.kind else "Update"
        return f"{kind}, {self.occurred_on:%Y-%m-%d}" if self.occurred_on else kind


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class UpdateArea(SiteScopedModel):
    """A core area an update is about."""

    update = models.ForeignKey(
        EngagementUpdate, on_delete=models.CASCADE, related_name="area_links"
    )
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            SameSite(field="update", name="area_is_of_its_updates_site"),
            models.UniqueConstraint(
                fields=["site", "update", "core_area"], name="an_area_is_named_once_an_update"
            ),
        ]

    def __str__(self) -> str:
        return self.core_area.name


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class UpdateRequest(SiteScopedModel):
    """A request an update is about; update, request and link are of one site."""

    update = models.ForeignKey(
        EngagementUpdate, on_delete=models.CASCADE, related_name="request_links"
    )
    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            SameSite(field="update", name="link_is_of_its_updates_site"),
            SameSite(field="request", name="link_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "update", "request"], name="a_request_is_linked_once_an_update"
            ),
        ]
        indexes = [models.Index(fields=["site", "request"], name="updates_about_a_request")]

    def __str__(self) -> str:
        return self.request.number


class ContactStandard(models.Model):
    """After how many days without contact an update is due, and overdue: one row, a setting."""

    due_days = models.PositiveSmallIntegerField(
        "update due after (days)",
        default=30,
        help_text="The liaison gets a reminder after this many days.",
    )
    overdue_days = models.PositiveSmallIntegerField(
        "contact overdue after (days)",
        default=45,
        help_text="The caseload shows the site in red after this many days.",
    )

    objects = ContactStandardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_contact_standard", condition=Q(id=1)),
            models.CheckConstraint(
                name="contact_is_overdue_after_it_is_due",
                condition=Q(due_days__gt=0, overdue_days__gt=F("due_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"Due after {self.due_days} days, overdue after {self.overdue_days}"
