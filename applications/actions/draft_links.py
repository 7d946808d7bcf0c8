"""Make the links that are mailed for an application; ``links`` reads them."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from applications.models import DraftLink
from foundation.calendars import clock


def make(application: UUID) -> DraftLink:
    """Make a link to an application, which opens it from now on for ``APPLICATION_LINK_DAYS`` days."""
    now = clock.now()
    return DraftLink.objects.create(
        application_id=application,
        made_at=now,
        expires_at=now + timedelta(days=settings.APPLICATION_LINK_DAYS),
    )
