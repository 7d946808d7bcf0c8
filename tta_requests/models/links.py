"""Links between related requests."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Greatest, Least

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.enums import LinkKind
from tta_requests.models.people import person_key
from tta_requests.models.requests import TTARequest


class RequestLinkQuerySet(models.QuerySet["RequestLink"]):
    """Queries of links between requests."""

    def of_request(self, request_id: UUID | OuterRef) -> Self:
        """Find the links between a request and others, whichever of them it was made from."""
        return self.filter(Q(request_id=request_id) | Q(other_id=request_id))

    def with_requests(self) -> Self:
        """Fetch both requests along."""
        return self.select_related("request", "other")


class RequestLink(SiteScopedModel):
    """A link, made by DOJ staff, between two related requests of one site."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=LinkKind)
    made_by = person_key()
    made_at = models.DateTimeField()

    objects = RequestLinkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            SameSite(field="request", name="related_link_is_of_its_requests_site"),
            SameSite(field="other", name="link_stays_within_a_site"),
            # Whichever of the two it was made from.
            models.UniqueConstraint(
                "site",
                Least("request", "other"),
                Greatest("request", "other"),
                name="two_requests_are_linked_once",
            ),
            models.CheckConstraint(
                name="a_request_is_not_linked_to_itself", condition=~Q(request=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other_id}"
