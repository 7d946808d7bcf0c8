"""The API of sites' landscape reviews: read them, add one, and change it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.resources import Resource
from grants import policies
from grants.actions import reviews
from grants.api.committees import fetch_kept_site
from grants.forms.reviews import ReviewForm
from grants.models import LandscapeReview
from grants.serializers.reviews import ChangedGrantReviewBody, GrantReviewBody, GrantReviewOut
from sites.models import Site


class GrantReviews(Resource):
    """The landscape reviews of a site."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"POST": GrantReviewBody}
    outputs = {"GET": (200, page_of(GrantReviewOut)), "POST": (201, GrantReviewOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a site's reviews of the grant landscape, the latest first."""
        site = get_object_or_404(Site.objects.where_allowed(call.actor, P.SITE_VIEW), slug=slug)
        found = LandscapeReview.objects.visible_to(call.actor).of_site(site.pk).for_page()
        told = GrantReviewOut(found.newest_first(), many=True).data
        return Response({"results": told, "next": None})

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a review of the grant landscape."""
        form = ReviewForm(as_typed(read(call, GrantReviewBody)))
        made = reviews.add(fetch_kept_site(call, slug), **clean(form), by=call.actor)
        return _shown(call, made.pk, status=201)


class OneGrantReview(Resource):
    """A review of the grant landscape."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"PATCH": ChangedGrantReviewBody}
    outputs = {"GET": (200, GrantReviewOut), "PATCH": (200, GrantReviewOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a review."""
        return _shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a review."""
        found = _fetch(call, pk)
        if not policies.can_change_review(call.actor, found):
            raise PermissionDenied
        version = require(call, found, etag(found.version))
        known = {name: getattr(found, name) for name in ReviewForm.base_fields}
        form = ReviewForm(as_typed(known | read(call, ChangedGrantReviewBody)))
        reviews.change(found, **clean(form), version=version, by=call.actor)
        return _shown(call, pk)


def _fetch(call: Call, pk: UUID) -> LandscapeReview:
    found: LandscapeReview = get_object_or_404(
        LandscapeReview.objects.visible_to(call.actor).for_page(), pk=pk
    )
    return found


def _shown(call: Call, pk: UUID, *, status: int = 200) -> Response:
    found = _fetch(call, pk)
    location = reverse("api:grant-review", args=[pk]) if status == 201 else ""
    told = GrantReviewOut(found).data
    return tagged(call, told, etag(found.version), status=status, location=location)
