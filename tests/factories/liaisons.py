"""Updates of the liaisons' log, minimal and valid."""

from datetime import UTC, date, datetime

import factory

from liaisons.models import EngagementUpdate
from tests.factories.accounts import UserFactory
from tests.factories.sites import SiteFactory

WRITTEN = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


class EngagementUpdateFactory(factory.django.DjangoModelFactory):
    """A submitted visit on Friday, November 20, 2026; ``draft=True`` for a draft, ``awaiting=True`` for one to review."""

    class Meta:
        model = EngagementUpdate

    class Params:
        draft = factory.Trait(state="draft", submitted_at=None)
        awaiting = factory.Trait(review="submitted", review_asked_at=WRITTEN)

    site = factory.SubFactory(SiteFactory)
    author = factory.SubFactory(UserFactory)
    state = "submitted"
    occurred_on = date(2026, 11, 20)
    kind = "visit"
    summary = "Walked the evidence room with the property sergeant."
    created_at = WRITTEN
    saved_at = WRITTEN
    submitted_at = WRITTEN
