"""What people say about a summit and its sessions afterward: each reads their own answers and no one else's."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from summits.enums.feedback import Overall, Useful
from summits.models.agenda import Session
from summits.models.registrations import Registration
from summits.models.summits import Summit


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """A queryset of feedback."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what the actor answered; others read results, which name no one."""
        return self if actor.is_system else self.filter(person_id=actor.user_id)

    def of_guest(self, registration: Registration) -> Self:
        """Return what a guest without an account answered, by their registration."""
        return self.filter(registration=registration, person=None)

    def about(self, summit: Summit, session: Session | None) -> Self:
        """Return the answers on a session, or on the summit as a whole for None."""
        return self.filter(summit=summit, session=session)

    def of_summit(self, pk: UUID) -> Self:
        """Return the answers on a summit and on its sessions."""
        return self.filter(summit_id=pk)


class Feedback(SiteScopedModel):
    """One person's answers on a session, or on the whole summit. Not in the history, so that a change is a change.

    Its site is that of the registration, for the key between them; a site's people read it no more than others. A guest
    without an account answers by the link of their invitation, as no person.
    """

    DATABASE_PRIVILEGES = (
        "SELECT, INSERT, UPDATE (overall, useful, at_home, comment, changed_at, version)"
    )

    site = models.ForeignKey(  # type: ignore[assignment]  # -- as the registration's
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    overall = models.PositiveSmallIntegerField(choices=Overall)
    useful = models.PositiveSmallIntegerField(choices=Useful)
    at_home = models.TextField(blank=True, help_text="What the person will use at home.")
    comment = models.TextField(blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name_plural = "feedback"
        constraints = [
            SameSite(field="registration", name="feedback_is_of_its_registrations_site"),
            models.UniqueConstraint(
                fields=["person", "summit", "session"],
                condition=Q(person__isnull=False),
                nulls_distinct=False,
                name="a_person_answers_once",
            ),
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=Q(person=None),
                nulls_distinct=False,
                name="a_guest_answers_once",
            ),
            models.CheckConstraint(
                name="feedback_is_on_its_scales",
                condition=Q(overall__in=Overall.values, useful__in=Useful.values),
            ),
        ]
        indexes = [models.Index(fields=["summit", "session"], name="feedback_on_a_summit")]

    def __str__(self) -> str:
        return f"Feedback on {self.session_id or self.summit_id}"
