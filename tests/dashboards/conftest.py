"""Fixtures of the app's tests: real and demonstration sites, a day, a list of requests."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.models import TrackLength
from foundation.calendars import clock
from foundation.calendars.holidays import closed_days
from foundation.tenancy.context import acting, acting_atomic
from outcomes.actions.reference import load_accomplishments
from outcomes.models import Accomplishment, Indicator, SiteMeasure, SiteMeasurement
from outcomes.models.accomplishments import PEOPLE
from sites.models import Site
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CohortFactory, EngagementFactory
from tests.factories.sites import SiteFactory, StateFactory
from tests.reference.files import rows
from tta_requests.models import Clock, TTARequest
from tta_requests.querysets import choices

# The published accomplishment of ``told``, and its page.
TOLD = UUID("00000000-0000-4000-8000-000000000080")
TOLD_PAGE = f"/accomplishments/{TOLD}/public/"
WEDNESDAY = datetime(2026, 11, 25, 17, 20, tzinfo=UTC)  # 10:20 am in Denver


@pytest.fixture
def wednesday():
    """Freeze the clock on the day before Thanksgiving, as in the design's pictures."""
    with clock.frozen(WEDNESDAY):
        yield


@pytest.fixture
def real_site(db) -> Callable[..., Site]:
    """Create a real site with a published engagement: ``real_site("wichita-ks", 2019)``."""

    def make(slug: str, year: int, **values) -> Site:
        usps = slug.rpartition("-")[2].upper()
        with acting("system:reference"):
            state = StateFactory(usps=usps, name=f"State of {usps}")
            place = {"latitude": "37.68", "longitude": "-97.33"} | values
            name = slug.rpartition("-")[0].replace("-", " ").title() + f", {usps}"
            site = SiteFactory(slug=slug, name=name, state=state, is_demo=False, **place)
            EngagementFactory(
                site=site,
                cohort=CohortFactory(year=year),
                starts_on=date(year, 10, 1),
                start_is_assumed=True,
                origin="imported",
                is_published=True,
                source="https://example.gov/announced",
                onboarding=True,
            )
        return site

    return make


@pytest.fixture
def nine(db) -> None:
    """Load the nine accomplishments that the program reported, with their sites."""
    found = rows("outcomes/data/accomplishments.csv")
    with acting("system:reference"):
        for slug in {row["site"] for row in found} - set(
            Site.objects.values_list("slug", flat=True)
        ):
            usps = slug.rpartition("-")[2].upper()
            state = StateFactory(usps=usps, name=f"State of {usps}")
            SiteFactory(slug=slug, name=slug, state=state, is_demo=False)
        load_accomplishments(found)


def publish(site: Site, **values) -> Accomplishment:
    """Create a published accomplishment that five people answer for."""
    people = dict(zip(PEOPLE, UserFactory.create_batch(5), strict=True))
    said = {"headline": "Six more detectives", "narrative": "The unit grew."}
    state = {"status": "published", "published_at": clock.now()}
    return Accomplishment.objects.create(site=site, **people | said | state | values)


@pytest.fixture
def told(wichita) -> Accomplishment:
    """A published accomplishment of Wichita, with a figure that can be drawn."""
    figure = {"label": "Detectives", "before": "12", "after": "18", "unit": "", "period": "2026"}
    with acting_atomic("system:demo"):
        return publish(wichita, pk=TOLD, figures=[figure], core_areas=["gun-violence"])


@pytest.fixture
def three_years(db) -> None:
    """Set the length of a PSP engagement."""
    with acting("system:reference"):
        TrackLength.objects.create(track="psp", months=36)


@pytest.fixture
def many_requests(db, gun_violence, standards):
    """Create submitted requests with a running clock each: ``many_requests(site, user, 10)``."""

    def make(site: Site, user, number: int, *, first: int = 1) -> None:
        now = clock.now()
        with acting("system:demo"):
            rows = [
                TTARequest(
                    site=site,
                    number=f"PSP-2026-{first + n:04d}",
                    title=f"Request {first + n}",
                    status="submitted",
                    urgency="expedited",
                    core_area=gun_violence,
                    requester=user,
                    created_at=now - timedelta(minutes=n),
                    submitted_at=now - timedelta(minutes=n),
                )
                for n in range(number)
            ]
            TTARequest.objects.bulk_create(rows)
            Clock.objects.bulk_create(
                Clock(
                    site=site,
                    request=row,
                    kind="acknowledge",
                    urgency="expedited",
                    amount=1,
                    starts_at=now - timedelta(hours=1),
                    warn_at=now + timedelta(hours=5),
                    due_at=now + timedelta(hours=7),
                )
                for row in rows
            )

    return make


@pytest.fixture
def statements_of(client_of):
    """Count a page's queries with warm caches; transaction statements are not counted."""

    def count(user, path: str) -> int:
        client_of(user).get(path)  # was here before
        client = client_of(user)
        client.get(path)
        closed_days()
        with acting("public"):
            choices.current()
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        told = [each["sql"] for each in caught.captured_queries]
        return len(
            [
                sql
                for sql in told
                if not sql.startswith(("SAVEPOINT", "RELEASE"))
                and "set_config" not in sql
                and sql not in {"BEGIN", "COMMIT"}
            ]
        )

    return count


QUARTERS = ((date(2026, 4, 1), date(2026, 6, 30), 31), (date(2026, 7, 1), date(2026, 9, 30), 55))


@pytest.fixture
def measure(riverton, gun_violence, dana_of_riverton, lee_liaison):
    """Return a function that measures a thing of that name in some quarters."""

    def make(name, order, *, quarters=2, verified=True):
        facts = {"unit": "percent", "better": "up", "definition": "-", "source": "the tests"}
        signed = {"verified_by": lee_liaison, "verified_at": clock.now()} if verified else {}
        with acting_atomic("system:demo"):
            measure = SiteMeasure.objects.create(
                site=riverton,
                indicator=Indicator.objects.create(
                    slug=f"measure-{order}", name=name, core_area=gun_violence, order=order, **facts
                ),
                source="Case files",
                reporter="law-enforcement",
                since=date(2026, 4, 1),
                chosen_by=dana_of_riverton,
                chosen_at=clock.now(),
            )
            for first, last, value in QUARTERS[-quarters:]:
                SiteMeasurement.objects.create(
                    site=riverton,
                    measure=measure,
                    starts_on=first,
                    ends_on=last,
                    value=value,
                    entered_by=dana_of_riverton,
                    entered_at=clock.now(),
                    **signed,
                )

    return make


@pytest.fixture
def measured(measure):
    """Measure three things for two quarters each; the third was never verified."""
    measure("Reviewed in a week", 1)
    measure("Entered in a day", 2)
    measure("Unverified", 3, verified=False)
