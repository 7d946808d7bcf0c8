"""Find grants that sites can apply for, and sites' applications, by words, as columns of ``foundation.workflow.findings``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.workflow.findings import found
from foundation.workflow.words import Named
from grants.models import GrantApplication, Opportunity

MAX_GRANTS, MAX_APPLICATIONS = 10, 10
GRANT, APPLICATION = "grant", "grant-application"


def of_words(actor: Actor, words: str) -> Iterator[QuerySet[Any, Any]]:
    """Find grants by name or funder, those that close last, and applications of the actor's sites, the latest added."""
    known = Opportunity.objects.visible_to(actor).with_words(words).latest_first()
    yield found(known[:MAX_GRANTS], GRANT, title="name", about="funder")
    named = Named(("name", "funder"), words)
    listed = GrantApplication.objects.visible_to(actor).filter(named).last_added_first()
    yield found(listed[:MAX_APPLICATIONS], APPLICATION, title="name", about="site__name")
