"""Who arrived at a summit, and who came to which session."""

from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from summits.models.agenda import Session
from summits.models.grants import Grant
from summits.models.registrations import Registration
from summits.models.summits import Summit

PERSON = settings.AUTH_USER_MODEL
PLACES = Cursors("summits.check-ins", lambda row: Position(row.at, row.pk))


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """A queryset of check-ins."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, those of their sites, and those of summits they organize."""
        if actor.is_system or actor.may(P.SUMMIT_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        ids = actor.sites_for(P.SITE_VIEW)
        near = Q(site_id__isnull=False) if ids is None else Q(site_id__in=ids)
        organized = Grant.objects.organized_by(actor, clock.now())
        return self.filter(near | Q(person_id=actor.user_id) | Q(summit_id__in=organized))

    def of_summit(self, pk: UUID) -> Self:
        """Return the check-ins of a summit, at its door and its sessions."""
        return self.filter(summit_id=pk)

    def at(self, session: Session | None) -> Self:
        """Return those at a session, or at the summit's door for None."""
        return self.filter(session=session)

    def of_person(self, user_id: int | None) -> Self:
        """Return a person's own; none for a visitor."""
        return self.filter(person_id=user_id) if user_id is not None else self.none()

    def doors(self) -> set[UUID | None]:
        """Return the keys of the sessions to which people came; None is the summit's door."""
        return set(self.values_list("session_id", flat=True))

    def of_registrations(self, pks: list[UUID]) -> Self:
        """Return those of some registrations, with who recorded each."""
        return self.filter(registration_id__in=pks).select_related("recorded_by")

    def for_list(self) -> Self:
        """Load what a list shows, in the order of ``PLACES``."""
        found = self.select_related("summit", "registration", "site", "recorded_by")
        return found.order_by("-at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the check-ins after that one in this order."""
        return self.filter(Q(at__lt=at) | Q(pk__lt=pk), at__lte=at)

    def people_by_session(self) -> dict[UUID | None, int]:
        """Return how many people came to each session; None is the summit's door."""
        counted = self.order_by().values_list("session_id").annotate(n=Count("pk"))
        return dict(counted)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class CheckIn(SiteScopedModel):
    """One person arrived: at the summit, or at one of its sessions. Undoing it deletes the row; its history stays.

    ``at`` is when the person stood at the door, ``recorded_at`` when the portal was told: a phone without a signal
    tells it later.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE"

    site = models.ForeignKey(  # type: ignore[assignment]  # -- as the registration's
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="check_ins"
    )
    person = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="check_ins"
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            SameSite(field="registration", name="a_check_in_is_of_its_registrations_site"),
            models.UniqueConstraint(
                fields=["registration", "session"],
                nulls_distinct=False,
                name="a_person_arrives_once",
            ),
            models.CheckConstraint(
                name="nobody_arrives_later_than_recorded",
                condition=Q(at__lte=models.F("recorded_at")),
            ),
        ]
        indexes = [models.Index(fields=["summit", "session"], name="check_ins_of_a_summit")]

    def __str__(self) -> str:
        return f"{self.registration_id} at {self.session_id or self.summit_id}"
