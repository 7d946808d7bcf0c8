"""Accomplishments: what changed at a site, in words and figures, and who answers for it."""

from datetime import datetime
from itertools import combinations
from typing import ClassVar, Self
from uuid import UUID

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import FoundBy
from outcomes.enums import (
    ACCOMPLISHMENT_LIFECYCLE,
    PUBLIC_STATES,
    WAITING,
    WAITING_STATES,
    AccomplishmentOrigin,
    AccomplishmentState,
)
from sites.enums import FederalAgency

PERSON = settings.AUTH_USER_MODEL
A = AccomplishmentState
PLACES = Cursors("outcomes.accomplishments", lambda row: Position(row.written_at, row.pk))
IMPORTED = AccomplishmentOrigin.IMPORTED
# The five people, in the order of their steps.
PEOPLE = ("author", "attested_by", "verified_by", "cleared_by", "published_by")
# The states from which on each person after the author is known.
KNOWN_FROM = {
    "attested_by": (A.ATTESTED, A.VERIFIED, A.CLEARED, *PUBLIC_STATES, A.WITHDRAWN),
    "verified_by": (A.VERIFIED, A.CLEARED, *PUBLIC_STATES, A.WITHDRAWN),
    "cleared_by": (A.CLEARED, *PUBLIC_STATES, A.WITHDRAWN),
    "published_by": (*PUBLIC_STATES, A.WITHDRAWN),
}
# What a reader is told; it can't change while others answer for it.
WORDS = ("headline", "narrative", "figures", "core_areas", "principles", "federal_agency")
MOVES = ACCOMPLISHMENT_LIFECYCLE.pairs()
SETTLED = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in WORDS)


def _five_are_different() -> Q:
    """Return the condition that no two of the five people are the same."""
    found = Q()
    for one, other in combinations(PEOPLE, 2):
        found &= Q(**{one: None}) | Q(**{other: None}) | ~Q(**{one: F(other)})
    return found


def _everyone_is_known() -> Q:
    """Return the condition that each state names the people whose steps led to it."""
    found = Q(author__isnull=False)
    for person, states in KNOWN_FROM.items():
        named = Q(status__in=states, **{f"{person}__isnull": False})
        found &= named | (~Q(status__in=states) & Q(**{person: None}))
    return found


class AccomplishmentQuerySet(models.QuerySet["Accomplishment"]):
    """A queryset of accomplishments."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the actor's sites, and what is published, which everyone may read."""
        ids = actor.sites_for(P.SITE_VIEW)
        if ids is None:
            return self
        return self.filter(Q(site_id__in=ids) | Q(status__in=PUBLIC_STATES))

    def read_by(self, actor: Actor) -> Self:
        """Return those the actor can open: of the actor's sites, and what the public reads."""
        ids = actor.sites_for(P.SITE_VIEW)
        if ids is None:
            return self
        is_public = Q(status__in=PUBLIC_STATES, site__is_demo=False)
        return self.filter(Q(site_id__in=ids) | is_public)

    def waiting(self) -> Self:
        """Return those written in the portal that wait for a person."""
        return self.filter(status__in=WAITING_STATES)

    def at_sites_of(self, actor: Actor) -> Self:
        """Return those of the actor's own sites: with their steps and evidence, before and after publication."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def in_state(self, state: str) -> Self:
        """Return the accomplishments in that state; ``waiting`` is every state before publication."""
        return self.filter(status__in=WAITING_STATES if state == WAITING else (state,))

    def by_state(self) -> dict[str, int]:
        """Return how many there are in each state."""
        return dict(self.order_by().values_list("status").annotate(Count("pk")))

    def for_list(self) -> Self:
        """Load what a list shows, newest first, and last what the program reported, which nobody has to act on."""
        own_first = F("reported_order").asc(nulls_first=True)
        return self.select_related("site").order_by(own_first, "-written_at", "pk")

    def with_words(self, words: str) -> Self:
        """Return those whose headline and narrative contain each word, however typed, with their sites, newest first."""
        return self.filter(FoundBy("headline", words)).for_list()

    def by_writing(self) -> Self:
        """Return accomplishments with their sites, in the order of ``PLACES``."""
        return self.select_related("site").order_by("-written_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the accomplishments after that one in this order."""
        return self.filter(Q(written_at__lt=at) | Q(written_at=at, pk__lt=pk))

    def for_page(self) -> Self:
        """Load an accomplishment with its site and the people who answer for it."""
        return self.select_related("site", "concurred_by", *PEOPLE)

    def published(self) -> Self:
        """Return what the public reads of real sites, in its order, with their sites."""
        found = self.filter(status__in=PUBLIC_STATES, site__is_demo=False)
        return found.select_related("site").order_by("reported_order", "-published_at", "pk")

    def newest_first(self) -> Self:
        """Return the latest published first, and what the program reported, which has no day, after them."""
        return self.order_by(F("published_at").desc(nulls_last=True), "reported_order", "pk")

    def of_site(self, site_id: int) -> Self:
        """Return one site's accomplishments."""
        return self.filter(site_id=site_id)

    def of_site_named(self, slug: str) -> Self:
        """Return the accomplishments of the site with that slug."""
        return self.filter(site__slug=slug)

    def in_area(self, slug: str) -> Self:
        """Return the accomplishments that name the core area with that slug."""
        return self.filter(core_areas__contains=[slug])

    def with_figures(self) -> Self:
        """Return the accomplishments that have a figure."""
        return self.exclude(figures=[])


@pghistory.track()
class Accomplishment(SiteScopedModel):
    """What changed at a site, and what the program's help contributed to.

    ``figures`` is a list of objects with ``label``, ``before``, ``after``, ``unit``, and ``period``;
    the numbers are text as reported, such as "more than 255". ``published_text`` is the program's own
    wording of an imported one; ``reported_order`` its place in the program's list.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    headline = models.CharField(max_length=200)
    narrative = models.TextField()
    core_areas = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    principles = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    figures = models.JSONField(default=list, blank=True)
    federal_agency = models.CharField(
        max_length=4,
        blank=True,
        choices=FederalAgency,
        help_text="The federal partner whose work it names.",
    )
    status = models.CharField(max_length=10, choices=A, default=A.DRAFT)
    origin = models.CharField(
        max_length=8, choices=AccomplishmentOrigin, default=AccomplishmentOrigin.PORTAL
    )
    source = models.TextField(blank=True)
    published_text = models.TextField(blank=True)
    reported_order = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    concurred_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attested_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(
        default=clock.now, help_text="When the last step was taken: since then the next one waits."
    )
    is_sent_back = models.BooleanField(
        default=False,
        help_text="Whether its author has yet to answer the reason for which it came back.",
    )
    version = models.PositiveIntegerField(default=1)

    objects = AccomplishmentQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="accomplishment_is_known_by_its_site"
            ),
            models.UniqueConstraint(
                fields=["reported_order"], name="an_accomplishment_is_imported_once"
            ),
            models.CheckConstraint(
                name="five_people_answer_for_an_accomplishment", condition=_five_are_different()
            ),
            models.CheckConstraint(
                name="an_accomplishment_names_who_took_each_step",
                condition=Q(origin=IMPORTED) | _everyone_is_known(),
            ),
            models.CheckConstraint(
                name="an_imported_accomplishment_is_published_and_names_no_person",
                condition=~Q(origin=IMPORTED)
                | Q(
                    status=A.PUBLISHED,
                    reported_order__isnull=False,
                    concurred_by=None,
                    **dict.fromkeys(PEOPLE),
                ),
            ),
            models.CheckConstraint(
                name="a_federal_partner_agrees_before_clearance",
                condition=Q(federal_agency="")
                | Q(origin=IMPORTED)
                | ~Q(status__in=KNOWN_FROM["cleared_by"])
                | Q(concurred_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "status"], name="accomplishments_of_a_site"),
            models.Index(fields=["status", "-published_at"], name="accomplishments_by_state"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="accomplishment_moves_along_its_table",
                field="status",
                # A draft sent back by who would attest it stays one.
                transitions=[each for each in MOVES if each != (A.DRAFT, A.DRAFT)],
            ),
            pgtrigger.ReadOnly(
                name="an_accomplishment_stays_at_its_site", fields=["site", "origin"]
            ),
            pgtrigger.Protect(
                # Another writer takes over the draft of an author who left.
                name="an_accomplishment_keeps_its_author",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.author_id IS DISTINCT FROM NEW.author_id"
                    " AND (OLD.status <> 'draft' OR NEW.status <> 'draft')"
                ),
            ),
            pgtrigger.Protect(
                name="attested_words_stand_still",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.origin = 'portal' AND OLD.status <> 'draft' AND NEW.status <> 'corrected'"
                    f" AND ({SETTLED})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the address of its page for the people who work with it."""
        return reverse("outcomes:accomplishment", args=[self.pk])

    @property
    def is_imported(self) -> bool:
        """Whether it was loaded as the program reported it, so that nobody takes steps with it."""
        return self.origin == IMPORTED

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.status in PUBLIC_STATES

    @property
    def people(self) -> set[int]:
        """The people who answer for it so far."""
        found = {getattr(self, f"{name}_id") for name in PEOPLE} | {self.concurred_by_id}
        return {pk for pk in found if pk is not None}
