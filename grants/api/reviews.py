"""The API of sites' landscape reviews: read them, add one, and change it."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from grants import policies
from grants.actions import reviews
from grants.api.committees import fetch_kept_site
from grants.forms.reviews import ReviewForm
from grants.models import LandscapeReview
from grants.serializers.reviews import ChangedGrantReviewBody, GrantReviewBody, GrantReviewOut
from sites.models import Site

REVIEW = Record(
    seen=lambda actor: LandscapeReview.objects.visible_to(actor).for_page(),
    output=GrantReviewOut,
    address="api:grant-review",
)


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
        return unpaged(found.newest_first(), GrantReviewOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add a review of the grant landscape."""
        form = ReviewForm(as_typed(read(call, GrantReviewBody)))
        made = reviews.add(fetch_kept_site(call, slug), **clean(form), by=call.actor)
        return REVIEW.shown(call, made.pk, status=201)


class OneGrantReview(Resource):
    """A review of the grant landscape."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"PATCH": ChangedGrantReviewBody}
    outputs = {"GET": (200, GrantReviewOut), "PATCH": (200, GrantReviewOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a review."""
        return REVIEW.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a review."""
        found, version = REVIEW.based(call, pk, policies.can_change_review)
        known = {name: getattr(found, name) for name in ReviewForm.base_fields}
        form = ReviewForm(as_typed(known | read(call, ChangedGrantReviewBody)))
        reviews.change(found, **clean(form), version=version, by=call.actor)
        return REVIEW.shown(call, pk)
