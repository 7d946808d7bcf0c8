"""Read the inputs of a ranking once, under lock, so that the run can store them."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet

from foundation.calendars import clock
from foundation.workflow import locks
from tta_requests.enums import OfferState
from tta_requests.models import Capability, Entry, Evaluation, Offer, Provider, TTARequest

# Hours of work each kind of help usually takes, for the effort factor until a scope has a better number.
DEFAULT_HOURS = {
    "training": 40,
    "technical-assistance": 60,
    "assessment": 80,
    "peer-exchange": 24,
    "resource": 8,
}
MIN_RATINGS = 3
SPEED_SAMPLE = timedelta(days=730)
# Steps after which the search for a provider begins again: those asked before can be asked again.
NEW_SEARCH = ("confirm", "reopen", "resume")


def inputs_for(tta_request: TTARequest) -> dict[str, Any]:
    """Return the inputs of the filters and factors as JSON-ready values; providers are locked in id order."""
    today = clock.today(tta_request.site.time_zone)
    asked = list(_asked(tta_request).values_list("provider_id", flat=True))
    levels = _levels(tta_request)
    absent = set(Provider.objects.active().absent_on(today).values_list("pk", flat=True))
    history = _history(tta_request)
    staffed = set(Provider.objects.staffed().values_list("pk", flat=True))
    ratings = Evaluation.objects.ratings()
    providers = locks.hold_all(Provider.objects.active().select_related("organization").in_order())
    return {
        "request": {
            "area": tta_request.core_area_id,
            "kind": tta_request.kind,
            "state": tta_request.site.state_id,
            "federal": tta_request.is_federal,
            "demo": tta_request.site.is_demo,
            "hours": DEFAULT_HOURS[tta_request.kind],
        },
        "asked": asked,
        "providers": [
            _facts(provider, levels, absent, history, ratings) | {"staffed": provider.pk in staffed}
            for provider in providers
            if provider.organization.is_demo == tta_request.site.is_demo
        ],
    }


def _asked(tta_request: TTARequest) -> QuerySet[Offer]:
    """Return the offers of the present search."""
    offers = tta_request.offers.all()
    began = Entry.objects.of_request(tta_request.pk).filter(kind__in=NEW_SEARCH)
    since = began.aggregate(last=Max("created_at"))["last"]
    return offers.filter(offered_at__gt=since) if since else offers


def _levels(tta_request: TTARequest) -> dict[int, int]:
    capabilities = Capability.objects.filter(
        core_area_id=tta_request.core_area_id, kind=tta_request.kind
    )
    return dict(capabilities.values_list("provider_id", "level"))


def _history(tta_request: TTARequest) -> dict[int, dict[str, Any]]:
    """Return each provider's answers of the last two years and its earlier work at this site."""
    answered = Offer.objects.filter(
        state__in=[OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED],
        offered_at__gte=clock.now() - SPEED_SAMPLE,
    )
    took = ExpressionWrapper(F("answered_at") - F("offered_at"), output_field=DurationField())
    rows = answered.values("provider_id").annotate(
        answers=Count("pk"),
        mean=Avg(took),
        here=Count("pk", filter=Q(site_id=tta_request.site_id, state=OfferState.ACCEPTED)),
    )
    return {row["provider_id"]: {**row} for row in rows}


def _facts(
    provider: Provider,
    levels: dict[int, int],
    absent: set[int],
    history: dict[int, dict[str, Any]],
    ratings: dict[int, dict[str, Any]],
) -> dict[str, Any]:
    past: dict[str, Any] = defaultdict(int, history.get(provider.pk, {}))
    mean = past["mean"]
    assigned = provider.last_assigned_at
    return {
        "provider": provider.pk,
        "name": provider.name,
        "level": levels.get(provider.pk, 0),
        "absent": provider.pk in absent,
        "places": provider.places,
        "held": provider.places_held,
        "home": provider.home_state_id,
        "served": provider.states_served,
        "cleared": provider.federal_clearance,
        "hours": provider.hours_a_month,
        "answers": past["answers"],
        "mean_hours": round(mean.total_seconds() / 3600, 2) if mean else None,
        "here": past["here"],
        "rating": _rating(ratings.get(provider.pk)),
        "assigned": assigned.isoformat() if assigned else "",
    }


def _rating(told: dict[str, Any] | None) -> float | None:
    """Return the mean of a provider's evaluations, if it has at least three (PRODUCT section 6.3)."""
    if told is None or told["n"] < MIN_RATINGS:
        return None
    return round(float(told["mean"]), 2)
