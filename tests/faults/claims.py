"""Four processes claim clocks with five due steps; one is killed: no step is lost or doubled."""

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection

from foundation.calendars import clock
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from sites.models import Site
from tests.factories.accounts import UserFactory
from tests.factories.sites import SiteFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.faults.conftest import manage
from tests.faults.harness import Troupe, wait_for
from tta_requests.enums import Rung
from tta_requests.models import Clock, TTARequest

CLAIMERS = ("one", "two", "three", "four")


@dataclass(frozen=True)
class Claimed:
    """The result of a run."""

    steps: Counter[int]
    unfinished: int
    told: int
    out_of_order: int
    killed_after: int


def plant(count: int) -> None:
    """Create ``count`` clocks, each with all of its escalation steps past."""
    with acting_atomic("system:demo"):
        site, area, who = SiteFactory(), CoreAreaFactory(), UserFactory()
        TTARequest.objects.bulk_create(_request(n, site, area, who) for n in range(count))
        Clock.objects.bulk_create(_late(tta_request) for tta_request in TTARequest.objects.all())


def run(variables: dict[str, str], folder: Path, *, seed: int) -> Claimed:
    """Let four processes claim, kill one during its work, wait for the others."""
    rng = random.Random(seed)  # noqa: S311 -- repeatable, no secret
    commands = {name: manage("claim_clocks") for name in CLAIMERS}
    with Troupe(commands, variables, folder) as troupe:
        assert wait_for(lambda: _told() > 0, seconds=90, step=0.01)
        time.sleep(rng.uniform(0, 0.1))
        troupe.kill(rng.choice(CLAIMERS))
        killed_after = _told()
        assert wait_for(lambda: _all_ended(troupe), seconds=300), "see the logs"
    return _judged(killed_after)


def _request(n: int, site: Site, area, who) -> TTARequest:
    now = clock.now()
    return TTARequest(
        site=site,
        number=f"PSP-2019-{n:05d}",
        title=f"Request {n}",
        core_area=area,
        requester=who,
        status="triage",
        created_at=now - timedelta(days=30),
        submitted_at=now - timedelta(days=30),
    )


def _late(tta_request: TTARequest) -> Clock:
    starts = tta_request.created_at
    return Clock(
        site_id=tta_request.site_id,
        request=tta_request,
        kind="triage-decision",
        urgency="expedited",
        amount=2,
        unit="days",
        starts_at=starts,
        warn_at=starts + timedelta(days=2),
        due_at=starts + timedelta(days=3),
        rungs=[starts + timedelta(days=days) for days in (1, 2, 3, 4, 6)],
        fires_at=starts + timedelta(days=1),
    )


def _told() -> int:
    """Return how many steps the claimers have committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(job), 0)::int FROM faults_effect")
        return cursor.fetchone()[0]


def _all_ended(troupe: Troupe) -> bool:
    return all(process.poll() is not None for process in troupe.running.values())


def _judged(killed_after: int) -> Claimed:
    messages = list(Message.objects.filter(kind="tta_requests.escalate").order_by("pk"))
    by_clock: dict[str, list[int]] = {}
    for message in messages:
        by_clock.setdefault(message.payload["clock"], []).append(message.payload["rung"])
    with acting_atomic("system:demo"):
        unfinished = Clock.objects.exclude(rung=len(Rung), fires_at=None).count()
    return Claimed(
        steps=Counter(message.payload["rung"] for message in messages),
        unfinished=unfinished,
        told=_told(),
        out_of_order=sum(steps != list(range(len(Rung))) for steps in by_clock.values()),
        killed_after=killed_after,
    )
