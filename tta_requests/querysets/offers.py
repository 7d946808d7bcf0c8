"""Questions about offers and shares."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.workflow.cursors import Cursors, Position
from tta_requests.enums import OfferState, ShareLevel

if TYPE_CHECKING:
    from tta_requests.models import Offer, Share

PLACES = Cursors("tta_requests.offers", lambda offer: Position(offer.offered_at, offer.pk))


class ShareQuerySet(models.QuerySet["Share"]):
    """Ways to a request that is not one's site's."""

    def live(self, at: datetime) -> Self:
        """In force at that instant."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def to(self, organizations: Iterable[int]) -> Self:
        """With one of the organizations."""
        return self.filter(organization_id__in=organizations)

    def for_work(self) -> Self:
        """After the offer was accepted."""
        return self.filter(level=ShareLevel.WORK)

    def for_talk(self) -> Self:
        """With offices that comment."""
        return self.filter(level=ShareLevel.TALK)

    def with_office(self) -> Self:
        """With the organization's name."""
        return self.select_related("organization")

    def for_day(self) -> Self:
        """What my day shows of them, and whether the office has said something since; the first to end first."""
        entries = apps.get_model("tta_requests", "Entry").objects.messages()
        said = entries.filter(
            request_id=OuterRef("request_id"),
            author__organization_id=OuterRef("organization_id"),
            created_at__gte=OuterRef("starts_at"),
        )
        shown = self.select_related("request__site", "request__core_area", "request__provider")
        return shown.annotate(has_answered=Exists(said)).order_by("ends_at", "pk")

    def of_request(self, request_id: UUID) -> Self:
        """Shares of one request."""
        return self.filter(request_id=request_id)

    def unended_of(self, organization_id: int) -> Self:
        """The organization's share that has no end yet."""
        return self.filter(organization_id=organization_id, ends_at__isnull=True)


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers."""

    def visible_to(self, actor: Actor) -> Self:
        """Those a provider got itself, or those of the sites where the actor may explain the routing."""
        own = Q(provider_id__in=actor.organizations)
        sites = actor.sites_for(P.REQUEST_VIEW)
        return self if sites is None else self.filter(own | Q(site_id__in=sites))

    def answerable_by(self, actor: Actor) -> Self:
        """The visible ones whose request the actor sees as well: shared now, and its mark allows it."""
        requests = apps.get_model("tta_requests", "TTARequest").objects
        seen = requests.visible_to(actor).order_by().values("pk")
        return self.visible_to(actor).filter(request__in=seen).for_answer()

    def open(self) -> Self:
        """Waiting for an answer."""
        return self.filter(state=OfferState.OPEN)

    def of_request(self, request_id: UUID) -> Self:
        """Offers of one request, in the order they were made."""
        return self.filter(request_id=request_id).order_by("offered_at")

    def of_organizations(self, organizations: Iterable[int]) -> Self:
        """Offers to one of the organizations."""
        return self.filter(provider_id__in=organizations)

    def about_to_lapse(self, now: datetime, until: datetime) -> Self:
        """Open offers that lapse between now and then."""
        return self.open().filter(due_at__gt=now, due_at__lte=until)

    def for_answer(self) -> Self:
        """Everything the answer page shows; not the ranking, which is the other providers' too."""
        return self.select_related(
            "request__site",
            "request__core_area",
            "request__provider__organization",
            "provider__organization",
        )

    def first_with(self, pk: UUID) -> "Offer | None":
        """The one with that key, if it is there."""
        return self.filter(pk=pk).first()

    def newest_first(self) -> Self:
        """In the order of ``PLACES``."""
        return self.order_by("-offered_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """What follows that offer in this order."""
        return self.filter(Q(offered_at__lt=at) | Q(offered_at=at, pk__lt=pk))

    def newest(self) -> Self:
        """The last hundred, newest first."""
        return self.order_by("-offered_at", "-pk")[:100]
