"""Files that both sites of an exchange share, such as a form or slides."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef
from django.urls import reverse

from exchanges.enums import Side
from exchanges.models.exchanges import PeerExchange
from foundation.accounts.actors import Actor
from foundation.files.models import RemovableFile, RemovableFileQuerySet, removal_is_explained


class ExchangeFileQuerySet(RemovableFileQuerySet["ExchangeFile"]):
    """A queryset of files of exchanges."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the files of exchanges that the actor sees; the database asks the same."""
        return self.filter(exchange__in=PeerExchange.objects.visible_to(actor))

    def between_any(self, ids: Collection[int]) -> Self:
        """Return the files of exchanges that one of those sites visits or hosts."""
        return self.filter(exchange__in=PeerExchange.objects.between_any(ids))

    def of_exchange(self, pk: UUID | OuterRef) -> Self:
        """Return an exchange's files with the people who added them, the newest first."""
        found = self.filter(exchange_id=pk).select_related("uploaded_by")
        return found.order_by("-uploaded_at", "-pk")

    def for_change(self) -> Self:
        """Load a file with its exchange and both sites."""
        return self.select_related("exchange__visitor", "exchange__host")


class ExchangeFile(RemovableFile):
    """A file of an exchange; its readers are the exchange's, and it is of neither site alone."""

    site = None  # type: ignore[assignment]  # -- the exchange says whose it is
    exchange = models.ForeignKey(PeerExchange, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=7, choices=Side, help_text="The site that added it.")
    description = models.CharField(max_length=200, blank=True)

    objects = ExchangeFileQuerySet.as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            removal_is_explained("a_removed_exchange_file_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["exchange", "-uploaded_at"], name="files_of_an_exchange")]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("exchanges:file", args=[self.pk])
