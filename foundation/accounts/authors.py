"""Who made a change, as the history of the database names them."""

from typing import Any

from django.db.models import BigIntegerField, Case, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Substr

from foundation.accounts.models import User

PERSON = "user:"


def with_author(events: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Add to events the name of the person who made each change as ``author``; the portal itself has none."""
    person = Cast(Substr("acted", len(PERSON) + 1), BigIntegerField())
    named = User.objects.filter(pk=OuterRef("acted_id")).values("name")[:1]
    told: QuerySet[Any, Any] = (
        events.annotate(acted=KT("pgh_context__actor"))
        .annotate(acted_id=Case(When(acted__startswith=PERSON, then=person)))
        .annotate(author=Subquery(named))
    )
    return told
