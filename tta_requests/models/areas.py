"""The additional core areas of a request."""

from django.db import models

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models import CoreArea
from tta_requests.models.requests import TTARequest


class RequestArea(SiteScopedModel):
    """An additional core area of a request, next to its primary one."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="further_areas")
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            SameSite(field="request", name="area_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request", "core_area"], name="an_area_is_named_once_a_request"
            ),
        ]

    def __str__(self) -> str:
        return self.core_area.name
