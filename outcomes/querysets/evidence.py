"""What an accomplishment can rest on, and what of it a reader may open."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from engagements.models import Commitment, EvidenceFile, Measurement, Recommendation
from engagements.querysets.made_from import RECOMMENDATION, Made
from foundation.accounts.actors import Actor
from foundation.calendars.days import first_day
from foundation.files.models import StoredFile
from outcomes.models import Accomplishment, AccomplishmentEvidence, SiteMeasurement
from sites.models import Site
from tta_requests.models import Attachment, TTARequest
from tta_requests.querysets import requests

MAX_MADE = 50
Files = Mapping[UUID, Sequence[StoredFile]]
Thing = Recommendation | TTARequest | Commitment | Measurement | SiteMeasurement


class Choices(NamedTuple):
    """What of a site an accomplishment can rest on, by column."""

    recommendation: QuerySet[Recommendation]
    tta_request: QuerySet[TTARequest]
    commitment: QuerySet[Commitment]
    measurement: QuerySet[Measurement]
    site_measurement: QuerySet[SiteMeasurement]


def choices_for(actor: Actor, site: Site) -> Choices:
    """Find what the actor may read at a site and name as evidence, newest first."""
    advice = Recommendation.objects.visible_to(actor).of_site(site.pk).but_withdrawn()
    return Choices(
        advice.order_by("-written_at", "pk"),
        requests.shown_to(actor).at(site.pk).submitted().order_by("-created_at", "pk"),
        Commitment.objects.visible_to(actor)
        .at(site.pk)
        .but_canceled()
        .select_related("request")
        .order_by("-made_at", "pk"),
        Measurement.objects.visible_to(actor).of_site(site.pk).with_goals(),
        SiteMeasurement.objects.visible_to(actor).of_site(site.pk).reported(),
    )


def evidence_of(found: Accomplishment, actor: Actor) -> list[AccomplishmentEvidence]:
    """Load one's evidence in the order it happened; what the actor may not open is None in its column."""
    lines = AccomplishmentEvidence.objects.visible_to(actor).of_accomplishment(found.pk)
    lines = lines.select_related("added_by")
    advice = Recommendation.objects.visible_to(actor).select_related("assessment")
    promises = Commitment.objects.visible_to(actor).select_related("request")
    figures = Measurement.objects.visible_to(actor).select_related("plan", "correction")
    figures = figures.with_goals()
    lines = lines.prefetch_related(Prefetch("recommendation", advice))
    lines = lines.prefetch_related(Prefetch("tta_request", requests.shown_to(actor)))
    lines = lines.prefetch_related(Prefetch("commitment", promises))
    reported = SiteMeasurement.objects.visible_to(actor).select_related("measure__indicator")
    lines = lines.prefetch_related(Prefetch("site_measurement", reported))
    return list(lines.prefetch_related(Prefetch("measurement", figures)))


def files_of(lines: Iterable[AccomplishmentEvidence], actor: Actor) -> Files:
    """Load the files of the recommendations and requests in some evidence, by the key of the thing, oldest first.

    Those that were removed or that the actor may not download aren't among them.

    Arguments:
        lines: as ``evidence_of`` loads them for the actor.
    """
    advice, asked = [], []
    for line in lines:
        if line.recommendation:
            advice.append(line.recommendation.pk)
        if line.tta_request:
            asked.append(line.tta_request.pk)
    found: dict[UUID, list[StoredFile]] = defaultdict(list)
    proofs = EvidenceFile.objects.visible_to(actor).standing().of_recommendations(advice)
    for proof in proofs.for_page():
        found[proof.evidence.recommendation_id].append(proof)
    attached = Attachment.objects.visible_to(actor).standing().of_requests(asked)
    for file in attached.for_page().order_by("uploaded_at", "pk"):
        found[file.request_id].append(file)
    return found


def recommendation_named(asked: str | None, actor: Actor, site: Site) -> Recommendation | None:
    """Return the recommendation of the site that a link names, if the actor may read it."""
    try:
        pk = UUID(asked or "")
    except ValueError:
        return None
    found = Recommendation.objects.visible_to(actor).of_site(site.pk).for_page()
    return found.filter(pk=pk).first()


def day_of(thing: Thing, site: Site) -> date:
    """Return the day of what an accomplishment rests on, in the site's calendar."""
    if isinstance(thing, Measurement):
        return thing.measured_on
    if isinstance(thing, SiteMeasurement):
        return thing.ends_on or thing.starts_on
    if isinstance(thing, Recommendation):
        at = thing.written_at
    elif isinstance(thing, Commitment):
        at = thing.done_at or thing.made_at
    else:
        at = thing.submitted_at or thing.created_at
    return first_day(at, site.time_zone)


def made_from(actor: Actor, kind: str, pks: Collection[UUID]) -> list[Made]:
    """Find the accomplishments that rest on a recommendation, as ``engagements.querysets.made_from`` asks."""
    if kind != RECOMMENDATION:
        return []
    found = AccomplishmentEvidence.objects.visible_to(actor).resting_on(pks)[:MAX_MADE]
    return [
        Made(
            name="Accomplishment",
            title=each.accomplishment.headline,
            state=str(each.accomplishment.get_status_display()),
            href=each.accomplishment.get_absolute_url(),
        )
        for each in found
    ]
