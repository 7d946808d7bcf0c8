"""A saved view: the filters of a list, under a name."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.roles import STAFF_ROLES


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """A queryset of saved views."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own views, and those shared with the actor or the actor's DOJ role."""
        seen = Q(user_id=actor.user_id) | Q(person_id=actor.user_id)
        if actor.staff_role:
            seen |= Q(role=actor.staff_role)
        return self.filter(seen).select_related("user").order_by("name", "pk")

    def of(self, user_id: int | None) -> Self:
        """Return the views of one person."""
        return self.filter(user_id=user_id)

    def on(self, path: str) -> Self:
        """Return the views of one list."""
        return self.filter(path=path)

    def watched(self) -> Self:
        """Return the views whose owner, with an open account, is notified of new rows."""
        watched = self.filter(tells=True, user__is_active=True)
        return watched.select_related("user__organization").order_by("pk")


class SavedView(models.Model):
    """Saved filters of a list; each reader sees the rows they may see, never more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=60, help_text="The list's address.")
    query = models.CharField(max_length=1000, blank=True, help_text="Its filters.")
    name = models.CharField(max_length=60)
    role = models.CharField(
        "Shared with",
        max_length=40,
        blank=True,
        choices=[(role.slug, f"Every {role.title}") for role in STAFF_ROLES],
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tells = models.BooleanField(default=False, help_text="Its owner is notified about new matches.")
    created_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "name"], name="a_person_names_each_view_once"
            ),
            models.CheckConstraint(name="a_view_has_a_name", condition=~Q(name="")),
        ]
        indexes = [
            models.Index(fields=["role"], condition=~Q(role=""), name="views_of_a_role"),
            models.Index(fields=["id"], condition=Q(tells=True), name="watched_views"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def href(self) -> str:
        """The URL of the list with these filters."""
        return f"{self.path}?{self.query}" if self.query else self.path
