"""A saved view: the filters of a list, under a name."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.roles import STAFF_ROLES
from foundation.saved_views.querysets import SavedViewQuerySet


class SavedView(models.Model):
    """Filters somebody uses again; they show each reader what that reader may see, never more."""

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
        """The list with these filters."""
        return f"{self.path}?{self.query}" if self.query else self.path
