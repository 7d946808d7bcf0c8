"""What was agreed, promised and worked: scopes, commitments, hours, letters, and how requests belong together."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from foundation.accounts.models import Organization
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import CommitmentKind, DeliveryMode, LinkKind, Party, ReasonFor
from tta_requests.models.requests import TTARequest
from tta_requests.querysets.work import (
    CommitmentQuerySet,
    HoursQuerySet,
    LetterQuerySet,
    RequestLinkQuerySet,
    ScopeQuerySet,
)

A_DAY = timedelta(hours=24)


def _person(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]  # -- Django fills it in
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )


@pghistory.track()
class Scope(SiteScopedModel):
    """One version of what will be done; a change makes a new version, which both sides sign again."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="scopes")
    number = models.PositiveSmallIntegerField()
    objectives = models.TextField("Expected outcome")
    activities = models.TextField("What will be done?")
    site_provides = models.TextField("What does the site provide?", blank=True)
    effort = models.DurationField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    delivery_mode = models.CharField(max_length=10, choices=DeliveryMode)
    written_by = _person()
    created_at = models.DateTimeField()
    site_signed_by = _person(null=True)
    site_signed_at = models.DateTimeField(null=True, blank=True)
    doj_signed_by = _person(null=True)
    doj_signed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopeQuerySet.as_manager()

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            SameSite(field="request", name="scope_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request", "number"], name="a_scopes_versions_are_counted"
            ),
            models.CheckConstraint(
                name="a_scope_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="a_scope_takes_time", condition=Q(effort__gt=timedelta())),
            models.CheckConstraint(
                name="who_writes_a_scope_does_not_sign_it",
                condition=(Q(site_signed_by__isnull=True) | ~Q(site_signed_by=F("written_by")))
                & (Q(doj_signed_by__isnull=True) | ~Q(doj_signed_by=F("written_by"))),
            ),
            models.CheckConstraint(
                name="two_people_sign_a_scope",
                condition=Q(site_signed_by__isnull=True)
                | Q(doj_signed_by__isnull=True)
                | ~Q(site_signed_by=F("doj_signed_by")),
            ),
            models.CheckConstraint(
                name="a_scopes_signature_has_its_time",
                condition=Q(site_signed_by__isnull=True, site_signed_at__isnull=True)
                | Q(site_signed_by__isnull=False, site_signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_scopes_second_signature_has_its_time",
                condition=Q(doj_signed_by__isnull=True, doj_signed_at__isnull=True)
                | Q(doj_signed_by__isnull=False, doj_signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed."""
        return self.site_signed_at is not None and self.doj_signed_at is not None

    @property
    def hours(self) -> float:
        """The effort agreed on, in hours."""
        return self.effort.total_seconds() / 3600


@pghistory.track()
class Commitment(SiteScopedModel):
    """Something promised for a request: a deliverable, a milestone or a commitment, with its owner and day."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(
        max_length=12, choices=CommitmentKind, default=CommitmentKind.COMMITMENT
    )
    text = models.CharField(max_length=240)
    owed_by = models.CharField(max_length=8, choices=Party)
    owner = _person(null=True)
    due_on = models.DateField()
    made_by = _person(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = _person(null=True)
    dropped_reason = models.CharField(max_length=240, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "made_at"]
        constraints = [
            SameSite(field="request", name="commitment_is_of_its_requests_site"),
            models.CheckConstraint(
                name="a_kept_commitment_says_by_whom",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["request", "due_on"], name="commitments_of_a_request"),
            models.Index(
                fields=["due_on"],
                condition=Q(done_at__isnull=True),
                name="open_commitments_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.done_at is None


class HoursEntry(SiteScopedModel):
    """Hours a provider worked on a request on one day."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="hours")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", db_column="organisation_id"
    )
    worked_on = models.DateField()
    spent = models.DurationField()
    what = models.CharField(max_length=240)
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = HoursQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hours entries"
        ordering = ["-worked_on", "-entered_at"]
        constraints = [
            SameSite(field="request", name="hours_are_of_their_requests_site"),
            models.CheckConstraint(
                name="hours_of_a_day_fit_into_it",
                condition=Q(spent__gt=timedelta(), spent__lte=A_DAY),
            ),
        ]
        indexes = [models.Index(fields=["request", "-worked_on"], name="hours_of_a_request")]

    def __str__(self) -> str:
        return f"{self.worked_on}: {self.spent}"


class Letter(SiteScopedModel):
    """What the site was told when its request was sent back or declined: reasons, text, alternatives."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="letters")
    step = models.CharField(max_length=10, choices=ReasonFor)
    reasons = ArrayField(models.SlugField(max_length=40))
    text = models.TextField()
    alternatives = models.TextField(blank=True)
    written_by = _person()
    created_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            SameSite(field="request", name="letter_is_of_its_requests_site"),
            models.CheckConstraint(
                name="a_letter_gives_a_reason", condition=Q(reasons__len__gt=0) & ~Q(text="")
            ),
            models.CheckConstraint(
                name="a_declined_site_is_told_what_else_helps",
                condition=~Q(step=ReasonFor.DECLINE) | ~Q(alternatives=""),
            ),
        ]
        indexes = [models.Index(fields=["request", "-created_at"], name="letters_of_a_request")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.created_at:%Y-%m-%d}"


class RequestLink(SiteScopedModel):
    """Two requests of one site that belong together, as DOJ staff noted."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=LinkKind)
    made_by = _person()
    made_at = models.DateTimeField()

    objects = RequestLinkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            SameSite(field="request", name="related_link_is_of_its_requests_site"),
            SameSite(field="other", name="link_stays_within_a_site"),
            models.UniqueConstraint(
                fields=["site", "request", "other"], name="two_requests_are_linked_once"
            ),
            models.CheckConstraint(
                name="a_request_is_not_linked_to_itself", condition=~Q(request=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other_id}"
