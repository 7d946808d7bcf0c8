"""Output serializers of requests and the rows that belong to them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.outputs import Output
from sites.serializers import SiteRef
from tta_requests.models import TTARequest

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest


class ClockNowOut(Output):
    """The clock that is due next."""

    kind = serializers.CharField()
    due_at = serializers.DateTimeField()
    warn_at = serializers.DateTimeField(help_text="When 80 percent of the business time is used.")


class FewOut(Output):
    """What a provider sees of a request before it has accepted."""

    number = serializers.CharField()
    title = serializers.CharField()
    site = SiteRef()
    core_area = serializers.CharField(source="core_area.slug", default=None, allow_null=True)
    kind = serializers.CharField()
    urgency = serializers.CharField()
    status = serializers.CharField()
    needed_by = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class RowOut(FewOut):
    """A request as the list shows it."""

    provider = serializers.CharField(source="provider.name", default=None, allow_null=True)
    owner = serializers.CharField(
        source="owner.name",
        default=None,
        allow_null=True,
        help_text="The coordinator it's assigned to.",
    )
    created_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    clock = serializers.SerializerMethodField(help_text="Null when no clock is running.")

    @extend_schema_field(ClockNowOut(allow_null=True))
    def get_clock(self, tta_request: "ListedRequest") -> Mapping[str, Any] | None:
        """Return the clock that is due next, from the columns of the list."""
        due, warn = tta_request.clock_due_at, tta_request.clock_warn_at
        if due is None:
            return None
        return dict(
            ClockNowOut({"kind": tta_request.clock_kind, "due_at": due, "warn_at": warn}).data
        )


class RequestOut(FewOut):
    """A request; what a provider does not see before it has accepted is left out."""

    whole = serializers.BooleanField(
        default=True, help_text="Whether all required fields are filled in."
    )
    problem = serializers.CharField(required=False)
    desired_change = serializers.CharField(required=False)
    further_areas = serializers.ListField(
        source="further_area_slugs", child=serializers.CharField(), required=False
    )
    urgency_reason = serializers.CharField(required=False)
    delivery_mode = serializers.CharField(required=False)
    audience = serializers.CharField(required=False)
    principles = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="The slugs of DOJ's principles that it serves.",
    )
    finding = serializers.UUIDField(
        source="finding_id",
        required=False,
        allow_null=True,
        help_text="The finding of an assessment that it comes from.",
    )
    recommendation = serializers.UUIDField(
        source="recommendation_id",
        required=False,
        allow_null=True,
        help_text="The recommendation that it comes from.",
    )
    plan_action = serializers.UUIDField(
        required=False, allow_null=True, help_text="The action of a plan that it comes from."
    )
    session_note = serializers.UUIDField(
        source="session_note_id",
        required=False,
        allow_null=True,
        help_text="The note on a summit's session that it comes from.",
    )
    source = serializers.CharField(required=False)  # type: ignore[assignment]  # -- a value's name
    handling = serializers.CharField(required=False)
    federal_agencies = serializers.ListField(child=serializers.CharField(), required=False)
    requester = serializers.CharField(source="requester.name", required=False)
    owner = serializers.CharField(
        source="owner.name", default=None, allow_null=True, required=False
    )
    provider = serializers.CharField(
        source="provider.name", default=None, allow_null=True, required=False
    )
    liaison = serializers.CharField(source="liaison_name", allow_null=True, required=False)
    people_trained = serializers.IntegerField(
        required=False,
        allow_null=True,
        help_text="How many people were trained, as reported with the delivery; null if it wasn't said.",
    )
    created_at = serializers.DateTimeField(required=False)
    submitted_at = serializers.DateTimeField(allow_null=True, required=False)
    acknowledged_at = serializers.DateTimeField(allow_null=True, required=False)
    hold_until = serializers.DateField(allow_null=True, required=False)
    co_leads = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Federal agencies that lead together with the provider.",
    )
    legal_hold_since = serializers.DateTimeField(
        allow_null=True, required=False, help_text="Keep everything in this request."
    )


class StepOut(Output):
    """A step your role includes from the request's current status."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    is_open = serializers.BooleanField(help_text="Whether the step can be taken now.")
    refusal = serializers.CharField(help_text="Why it can't be taken; empty if it can.")
    needs_reason = serializers.BooleanField()
    asks = serializers.ListField(
        child=serializers.CharField(), help_text="The values to send with it, required or optional."
    )


class MessageOut(Output):
    """A message of the conversation."""

    id = serializers.UUIDField()
    author = serializers.CharField(source="author_label")
    text = serializers.CharField()
    audience = serializers.CharField(help_text="“internal” is for DOJ staff only.")
    created_at = serializers.DateTimeField()


class EntryOut(Output):
    """A line of the timeline."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="The name of the step or event.")
    status = serializers.CharField(help_text="The request's state at that time.")
    text = serializers.CharField()
    reason = serializers.CharField()
    author = serializers.CharField(source="author_label")
    created_at = serializers.DateTimeField()


class ClockOut(Output):
    """One clock, in business time of the site."""

    kind = serializers.CharField()
    urgency = serializers.CharField()
    amount = serializers.IntegerField()
    unit = serializers.CharField(help_text="Business days or business hours.")
    state = serializers.CharField()
    starts_at = serializers.DateTimeField()
    warn_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    promised_for = serializers.DateTimeField(
        allow_null=True, help_text="The new date given to the site three days past due."
    )
    paused_at = serializers.DateTimeField(allow_null=True)
    stopped_at = serializers.DateTimeField(allow_null=True)


class ReferralOut(Output):
    """A federal agency asked in addition to the provider."""

    agency = serializers.CharField()
    why = serializers.CharField()
    note = serializers.CharField(help_text="What it was asked for.")
    to_lead = serializers.BooleanField(help_text="Asked to lead together with the provider.")
    state = serializers.CharField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class FollowerOut(Output):
    """That you follow a request."""

    since = serializers.DateTimeField()


class ResourceOut(Output):
    """What one of DOJ's offices has for a request."""

    office = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    note = serializers.CharField()
    added_by = serializers.CharField(source="added_by.name")
    added_at = serializers.DateTimeField()


class CandidateOut(Output):
    """A provider that passed every filter, with its points by factor."""

    provider = serializers.IntegerField(help_text="Use it in the step “offer”.")
    name = serializers.CharField()
    score = serializers.FloatField()
    factors = serializers.DictField(child=serializers.FloatField())
    new = serializers.ListField(
        child=serializers.CharField(), help_text="Factors with no history yet."
    )


class FilteredOut(Output):
    """A provider that did not pass."""

    name = serializers.CharField()
    rule = serializers.CharField()


class RankingOut(Output):
    """Why this provider: the newest ranking as it was stored."""

    ran_at = serializers.DateTimeField()
    weights_version = serializers.IntegerField(source="weights.version")
    weights = serializers.DictField(child=serializers.IntegerField(), source="weights.points")
    ranking = CandidateOut(many=True)
    excluded = FilteredOut(many=True)


class OfferOut(Output):
    """What was offered to your organization."""

    id = serializers.UUIDField()
    request = FewOut()
    state = serializers.CharField()
    offered_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    score = serializers.FloatField(
        source="line.score", default=None, allow_null=True, help_text="Your own score, out of 100."
    )


class AnswerOut(Output):
    """What became of an offer."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


def representation(tta_request: TTARequest, *, whole: bool) -> Mapping[str, Any]:
    """Return a request as JSON-ready values, as much of it as the reader may see."""
    if whole:
        return dict(RequestOut(tta_request).data) | {"whole": True}
    return dict(FewOut(tta_request).data) | {"whole": False}
