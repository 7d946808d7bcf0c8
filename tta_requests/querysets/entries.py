"""The timeline and conversation of a request, for its page."""

from uuid import UUID

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from tta_requests.models import Entry


@Compiled
def for_page(actor: Actor, *, request_id: UUID) -> QuerySet[Entry]:
    """Find the newest entries and messages of a request that the actor may read, newest first."""
    return Entry.objects.of_request(request_id).readable_by(actor).for_page()
