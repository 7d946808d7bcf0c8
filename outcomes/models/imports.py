"""The sources of figures, and the files imported from them."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.models import KeptContent
from foundation.outbox.models import Job
from foundation.workflow.cursors import Cursors, newest_first
from outcomes.enums import ImportState

PLACES = Cursors("figure-imports", newest_first)
PERSON = settings.AUTH_USER_MODEL


class SourceQuerySet(models.QuerySet["Source"]):
    """A queryset of sources: public facts."""

    def named(self, name: str) -> Self:
        """Return the source with that name or short name."""
        return self.filter(Q(slug=name) | Q(name=name))

    def with_header(self, header: Sequence[str]) -> Self:
        """Return sources whose files have these columns."""
        return self.filter(header=list(header)).order_by("pk")


class Source(models.Model):
    """A data set that somebody publishes, and how the columns of its files are read."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    publisher = models.CharField(max_length=160, blank=True)
    license = models.CharField(max_length=160, blank=True)
    address = models.URLField(max_length=300, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    header = models.JSONField(
        default=list, help_text="The column names of its files, without capitals and punctuation."
    )
    mapping = models.JSONField(default=dict, help_text="What each column holds, by its name.")
    absent = models.JSONField(
        default=list, help_text="Measures and agencies whose 0s mean “not reported.”"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FigureImportQuerySet(models.QuerySet["FigureImport"]):
    """A queryset of imports, which are the staff's until their figures are merged."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every import for staff who import figures; the database checks it again."""
        may = actor.is_system or actor.may_anywhere(P.FIGURE_IMPORT)
        return self if may else self.none()

    def uploaded_by_person(self, user_id: int) -> Self:
        """Return the imports whose file that person uploaded."""
        return self.filter(uploaded_by_id=user_id)

    def ready(self) -> Self:
        """Return the imports that are read, and neither merged nor discarded."""
        return self.filter(state=ImportState.READY)

    def merged_after(self, kept: "FigureImport") -> Self:
        """Return the imports of the same source that were merged later and count, newest first."""
        later = self.filter(source=kept.source_id, state=ImportState.MERGED)
        found = later.filter(merged_at__gte=kept.merged_at).exclude(pk=kept.pk)
        return found.select_related("source").order_by("-merged_at", "-pk")

    def with_people(self) -> Self:
        """Load the source, and who uploaded, merged, and undid."""
        return self.select_related("source", "uploaded_by", "merged_by", "undone_by")

    def for_list(self) -> Self:
        """Load what the list shows, newest first; reports are long."""
        return self.with_people().defer("report").order_by("-created_at", "-pk")

    def after(self, created_at: datetime, pk: uuid.UUID) -> Self:
        """Return the imports that follow one in the order of the list."""
        return self.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, pk__lt=pk))


class FigureImport(KeptContent):
    """One file of figures, from the upload until its figures are merged, and undone if need be."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"
    # How long a merge can be undone.
    UNDO: ClassVar = timedelta(days=30)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    job = models.OneToOneField(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120, help_text="The file's name, made safe to show.")
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    only_state = models.CharField(
        max_length=2, blank=True, help_text="The state of rows that name none."
    )
    only_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year of rows that name none."
    )
    mapping = models.JSONField(default=dict, help_text="What each column holds, by its name.")
    heading_line = models.PositiveIntegerField(
        null=True, blank=True, help_text="The line that a person said names the columns."
    )
    picks = models.JSONField(
        default=list, help_text="Lines a person chose among duplicates with different counts."
    )
    absent = models.JSONField(
        default=list, help_text="Measures and agencies whose 0s mean “not reported.”"
    )
    report = models.JSONField(default=dict, help_text="What was found when it was read.")
    counts = models.JSONField(default=dict, help_text="What the merge did, by number.")
    uploaded_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FigureImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_merged_import_says_when",
                condition=~Q(state__in=[ImportState.MERGED, ImportState.UNDONE])
                | Q(merged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_undone_import_says_when",
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False)
                | (~Q(state=ImportState.UNDONE) & Q(undone_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def named_at(self) -> int | None:
        """The line that names the columns: as a person said, else as it was guessed; None before either."""
        return self.heading_line or self.report.get("header_line")
