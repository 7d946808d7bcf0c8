"""Questions about engagement updates."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.functions import among
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import found_in
from liaisons.enums import UpdateState

if TYPE_CHECKING:
    from liaisons.models import ContactStandard, EngagementUpdate
    from sites.models import Site

NEWEST_FIRST = ("-occurred_on", "-id")
OLDEST_FIRST = ("occurred_on", "id")
PLACES = Cursors(
    "liaisons.updates", lambda row: Position(row.occurred_on, row.pk), read_at=date.fromisoformat
)


class EngagementUpdateQuerySet(models.QuerySet["EngagementUpdate"]):
    """Updates of the liaisons' log."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's sites, other people's drafts never; the database checks it again."""
        sites = actor.sites_for(P.UPDATE_VIEW)
        own = Q() if sites is None else Q(site_id__in=sites)
        drafts = Q() if actor.is_system else Q(author_id=actor.user_id)
        return self.filter(own, ~Q(state=UpdateState.DRAFT) | drafts)

    def submitted(self) -> Self:
        """On the record."""
        return self.filter(state=UpdateState.SUBMITTED)

    def drafts_of(self, user_id: int | None) -> Self:
        """One author's drafts, the last saved first."""
        return self.filter(state=UpdateState.DRAFT, author_id=user_id).order_by("-saved_at", "-id")

    def of(self, pk: UUID) -> "EngagementUpdate | None":
        """The one with that id, if it is among these."""
        return self.filter(pk=pk).first()

    def last_id_of(self, user_id: int | None) -> UUID | None:
        """The id of the update an author began last."""
        own = self.filter(author_id=user_id).order_by("-created_at", "-id")
        return own.values_list("pk", flat=True).first()

    def with_words(self, words: str, *, most: int) -> Self:
        """The newest on the record that have the words, with the part that has them as a column."""
        found = among("app_search_updates", words, most)
        text = Concat("summary", Value(" "), "outcome", output_field=TextField())
        return self.filter(found).annotate(told=found_in(text, words))

    def counted(self, most: int) -> int:
        """How many there are; beyond that many, that many."""
        return self.order_by()[:most].count()

    def at(self, site_id: int) -> Self:
        """Updates of one site."""
        return self.filter(site_id=site_id)

    def of_site_named(self, slug: str) -> Self:
        """Updates of the site with that slug."""
        return self.filter(site__slug=slug)

    def about(self, request_id: UUID) -> Self:
        """Updates linked to a request, the newest first."""
        linked = self.filter(request_links__request_id=request_id)
        return linked.submitted().order_by(*NEWEST_FIRST)

    def after(self, day: date, pk: UUID) -> Self:
        """Older than that row, in the list's order."""
        return self.filter(Q(occurred_on__lt=day) | Q(occurred_on=day, id__lt=pk))

    def before(self, day: date, pk: UUID) -> Self:
        """Newer than that row, in the list's order."""
        return self.filter(Q(occurred_on__gt=day) | Q(occurred_on=day, id__gt=pk))

    def oldest_first(self) -> Self:
        """The other way round, for the pages before a row."""
        return self.order_by(*OLDEST_FIRST)

    def versions_of(self, pk: UUID) -> "QuerySet[EngagementUpdate]":
        """What an update said, version after version; rows of its event table."""
        events = apps.get_model("liaisons", "EngagementUpdateEvent")
        found: QuerySet[EngagementUpdate] = events.objects.filter(pgh_obj_id=pk).order_by("pgh_id")
        return found

    def for_list(self) -> Self:
        """Everything the list shows, in one query."""
        return self.select_related("site", "author").order_by(*NEWEST_FIRST)

    def for_page(self, actor: Actor) -> Self:
        """Everything the update's page shows, in three queries; of its requests, those the actor sees."""
        links = apps.get_model("liaisons", "UpdateRequest").objects
        seen = apps.get_model("tta_requests", "TTARequest").objects.visible_to(actor).order_by()
        shown = links.filter(request__in=seen.values("pk")).select_related("request")
        return self.select_related("site", "author").prefetch_related(
            "area_links__core_area", Prefetch("request_links", queryset=shown)
        )

    def last_of(self, sites: "QuerySet[Site]") -> Self:
        """The last contact of each site: one index look-up a site, one statement for all."""
        newest = (
            self.model._default_manager.filter(  # noqa: SLF001 -- Django's documented way to the manager
                site_id=OuterRef("pk"), state=UpdateState.SUBMITTED
            )
            .order_by(*NEWEST_FIRST)
            .values("pk")[:1]
        )
        return self.filter(pk__in=sites.order_by().values(newest=Subquery(newest)))


class ContactStandardQuerySet(models.QuerySet["ContactStandard"]):
    """How often a site is to be contacted."""

    def current(self) -> "ContactStandard":
        """The setting in force; the program's defaults where nobody has set one."""
        return self.first() or self.model()
