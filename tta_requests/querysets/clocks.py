"""Questions about clocks."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import ClockState

if TYPE_CHECKING:
    from tta_requests.models import Clock, ClockStandard


class ClockStandardQuerySet(models.QuerySet["ClockStandard"]):
    """How long steps may take."""

    def of_urgency(self, urgency: str) -> Self:
        """Standards of one urgency."""
        return self.filter(urgency=urgency)


class ClockQuerySet(models.QuerySet["Clock"]):
    """Clocks."""

    def running(self) -> Self:
        """Still running."""
        return self.filter(state=ClockState.RUNNING)

    def of_kind(self, *kinds: str) -> Self:
        """Clocks of those kinds."""
        return self.filter(kind__in=kinds)

    def of_request(self, request_id: UUID) -> Self:
        """Clocks of one request, as they started."""
        return self.filter(request_id=request_id).order_by("starts_at", "due_at")

    def visible_to(self, actor: Actor) -> Self:
        """Clocks of the actor's sites."""
        sites = actor.sites_for(P.REQUEST_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def at_risk(self, now: datetime) -> Self:
        """Running, warned about, not yet due."""
        return self.running().filter(warn_at__lte=now, due_at__gt=now)

    def past_due(self, now: datetime) -> Self:
        """Running past their time."""
        return self.running().filter(due_at__lte=now)

    def for_notice(self) -> Self:
        """Everything a reminder says."""
        return self.select_related("request__site")
