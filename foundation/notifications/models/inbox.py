"""The notices in people's inboxes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from foundation.notifications.enums import Archived, NoticeKind, Priority
from foundation.notifications.models.ledger import Ledger
from foundation.notifications.wording import past_due


class NotificationQuerySet(models.QuerySet["Notification"]):
    """A queryset of notices in people's inboxes."""

    def of(self, user_id: int) -> Self:
        """Return the notices to one person; the index begins with this condition."""
        return self.filter(recipient_id=user_id)

    def unread(self) -> Self:
        """Return the notices not marked as read."""
        return self.filter(read_at__isnull=True)

    def of_kind(self, kind: str) -> Self:
        """Return notices with a deadline, or news without one; all notices for an empty kind."""
        if not kind:
            return self
        news = Q(due_line="")
        return self.filter(news if kind == NoticeKind.NEWS else ~news)

    def made_by(self, instant: datetime) -> Self:
        """Return the notices in the inbox at that instant."""
        return self.filter(created_at__lte=instant)

    def open(self) -> Self:
        """Return the notices that are not archived."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        """Return the notices whose thing is done, or was undone."""
        return self.filter(archived_at__isnull=False)

    def archived_by_hand(self, at: datetime) -> Self:
        """Return the notices that their readers archived themselves at one moment."""
        return self.filter(archived_as=Archived.BY_HAND, archived_at=at)

    def read(self) -> Self:
        """Return the notices marked as read."""
        return self.filter(read_at__isnull=False)

    def sent_with(self, key: str) -> Self:
        """Return the notices that were sent with a key."""
        return self.filter(entry__key=key)

    def of_reminder(self, slug: str) -> Self:
        """Return the notices of one kind of reminder or notice."""
        return self.filter(entry__kind=slug)

    def about(self, topic: str) -> Self:
        """Return the notices about one thing that lead to one page."""
        return self.filter(topic=topic)

    def of_things(self, numbers: Collection[str]) -> Self:
        """Return the notices about some things, by their handles."""
        return self.filter(number__in=numbers)

    def not_of_things(self, numbers: Collection[str]) -> Self:
        """Return the notices about other things."""
        return self.exclude(number__in=numbers)

    def newest_of_each(self) -> Self:
        """Return the newest of these notices for each page they lead to; the rows of an inbox."""
        newest = self.order_by("topic", "-created_at", "-pk").distinct("topic")
        return self.filter(pk__in=newest.values("pk"))

    def counted(self, among: Self) -> Self:
        """Annotate ``together`` and ``unread``: how many notices ``among`` these share a row of the inbox."""
        same = among.filter(topic=OuterRef("topic")).order_by().values("topic")
        unread = Count("pk", filter=Q(read_at__isnull=True))
        return self.annotate(
            together=Subquery(same.annotate(n=Count("pk")).values("n")),
            unread=Subquery(same.annotate(n=unread).values("n")),
        )

    def count_topics(self) -> int:
        """Count the pages that these notices lead to: the rows of an inbox."""
        counted: int = self.order_by().aggregate(found=Count("topic", distinct=True))["found"]
        return counted

    def asked_in_turn(self, first: UUID, last: UUID) -> Self:
        """Return the open notices of one share of all keys, for their gates to be asked again."""
        return self.open().filter(pk__gte=first, pk__lte=last)

    def matching(self, filters: Mapping[str, str]) -> Self:
        """Return the notices that an inbox with these filters shows; the open ones without any."""
        found = self.archived() if "archived" in filters else self.open()
        found = found.unread() if "unread" in filters else found
        found = found.about(filters["about"]) if "about" in filters else found
        return found.of_kind(filters.get("kind", ""))

    def for_gate(self) -> Self:
        """Return notices with all that their gates need; one query."""
        return self.select_related("entry", "recipient__organization")

    def for_inbox(self) -> Self:
        """Return notices newest first, with the reason they were sent; one query."""
        return self.select_related("entry").order_by("-created_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the notices that follow that notice in the inbox."""
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk), created_at__lte=at)

    def for_mail(self) -> Self:
        """Return notices with all that their mail needs; one query."""
        return self.select_related(
            "entry",
            "recipient__organization",
            "recipient__notification_preference",
        )


def _before(column: str, mark: str) -> Func:
    """Make the expression of what stands before the first such mark in a column."""
    parts = [F(column), Value(mark), Value(1)]
    return Func(*parts, function="split_part", output_field=models.TextField())


class Notification(models.Model):
    """A notice in a person's inbox.

    ``title`` and ``body`` of a private item are written without its text. Only when it was read and
    archived ever changes. ``subject`` is not a column: the inbox fills in the item's title for a
    reader who can see the item. ``title`` and ``due_line`` say what was true when it was written;
    readers are shown ``headline`` and ``deadline``.
    """

    DATABASE_PRIVILEGES: ClassVar = "SELECT, INSERT, UPDATE (read_at, archived_at, archived_as)"

    entry = models.OneToOneField(
        Ledger, primary_key=True, on_delete=models.PROTECT, related_name="notification"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    site = models.ForeignKey(
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=240)
    body = models.CharField(max_length=600, blank=True)
    due_line = models.CharField(
        max_length=240, blank=True, help_text="The deadline, and any days skipped."
    )
    url = models.CharField(max_length=300)
    action = models.CharField(max_length=120, help_text="The action it asks for, as a verb.")
    weight = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # Generated by the database, so that notices from before these columns have them too.
    number = models.GeneratedField(
        expression=_before("title", ":"),
        output_field=models.TextField(),
        db_persist=True,
        help_text="The handle of what it is about, with which its title begins.",
    )
    topic = models.GeneratedField(
        expression=Concat(
            _before("title", ":"), Value(" "), _before("url", "#"), output_field=models.TextField()
        ),
        output_field=models.TextField(),
        db_persist=True,
        help_text="The thing and its page: one row of the inbox for each.",
    )
    due_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, help_text="The time zone of the deadline.")
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_as = models.CharField(max_length=10, choices=Archived, blank=True)

    subject = ""
    # A row of the inbox counts the notices that it is there for.
    together, unread = 1, 0

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-entry"], name="inbox_of_a_person"),
            models.Index(
                fields=["recipient", "topic"],
                name="open_inbox",
                condition=Q(archived_at__isnull=True),
            ),
            models.Index(
                fields=["number"], name="open_notices", condition=Q(archived_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_archived_notice_says_why",
                condition=Q(archived_at__isnull=True, archived_as="")
                | (Q(archived_at__isnull=False) & ~Q(archived_as="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        """Whether the notice is not marked as read."""
        return self.read_at is None

    @property
    def headline(self) -> str:
        """The title as it is true now: a deadline that has passed is past due."""
        return past_due(self.title, self.due_at, self.zone, written=self.created_at)

    @property
    def deadline(self) -> str:
        """The deadline, and any days skipped, as it is true now."""
        return past_due(self.due_line, self.due_at, self.zone, written=self.created_at)

    @property
    def why(self) -> str:
        """The reason why the reader gets the notice."""
        return self.entry.why
