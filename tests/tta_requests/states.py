"""A request put into any state, with what that state needs beside it: an offer, a share, a signed scope."""

from datetime import timedelta

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.accounts import UserFactory
from tta_requests.enums import PAUSED_STATUSES, UNDER_WAY_STATUSES, OfferState, Status
from tta_requests.models import MatchRun, Offer, Provider, Scope, Share, TTARequest, Weights

HAS_PROVIDER = {*UNDER_WAY_STATUSES, Status.OFFERED, Status.CONFIRMED, Status.CLOSED}
HAS_SCOPE = HAS_PROVIDER - {Status.OFFERED, Status.ACCEPTED, Status.SCOPING}
count = iter(range(7000, 9999))


def put(status, *, site, area, requester, provider, returns_to=Status.TRIAGE) -> TTARequest:
    """Write the rows as the job that makes invented ones; nothing is checked but by the database."""
    now = clock.now()
    paused = status in PAUSED_STATUSES
    helped = status in HAS_PROVIDER or (paused and returns_to in HAS_PROVIDER)
    scoped = status in HAS_SCOPE or (paused and returns_to in HAS_SCOPE)
    with acting_atomic("system:demo"):
        tta_request = TTARequest.objects.create(
            site=site,
            number=f"PSP-2019-{next(count)}",
            title="Start a weekly review",
            problem="Three units keep separate lists.",
            desired_change="One list.",
            core_area=area,
            requester=requester,
            status=status,
            returns_to=returns_to if paused else "",
            provider=provider if helped else None,
            scope_signed_at=now if scoped else None,
            reopen_until=now + timedelta(days=5)
            if status in {Status.CLOSED, Status.DECLINED}
            else None,
            created_at=now - timedelta(days=3),
            submitted_at=None if status == Status.DRAFT else now - timedelta(days=2),
            status_since=now - timedelta(days=1),
        )
        if helped:
            _offered(tta_request, provider, is_open=status == Status.OFFERED)
        if scoped or status == Status.SCOPING:
            _scope(tta_request, signed=scoped)
    return tta_request


def _offered(tta_request: TTARequest, provider: Provider, *, is_open: bool) -> None:
    now = clock.now()
    run = MatchRun.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        weights=Weights.objects.in_force(),
        ran_at=now,
        inputs={"asked": []},
        ranking=[{"provider": provider.pk, "name": provider.name, "score": 80, "factors": {}}],
    )
    Offer.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        provider=provider,
        run=run,
        rank=1,
        state=OfferState.OPEN if is_open else OfferState.ACCEPTED,
        offered_at=now,
        due_at=now + timedelta(days=1),
        answered_at=None if is_open else now,
        no_conflict=not is_open,
    )
    Share.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        organization_id=provider.pk,
        level="offer" if is_open else "work",
        starts_at=now - timedelta(minutes=1),
    )
    Provider.objects.filter(pk=provider.pk).update(places_held=1)


def _scope(tta_request: TTARequest, *, signed: bool) -> None:
    now, today = clock.now(), clock.today("America/Chicago")
    Scope.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        number=1,
        objectives="One list.",
        activities="Meet weekly.",
        effort=timedelta(hours=40),
        starts_on=today,
        ends_on=today + timedelta(days=30),
        delivery_mode="either",
        written_by=UserFactory(name="Writer"),
        created_at=now,
        site_signed_by=tta_request.requester if signed else None,
        site_signed_at=now if signed else None,
        doj_signed_by=UserFactory(name="Signer") if signed else None,
        doj_signed_at=now if signed else None,
    )
