"""What comparable sites had reached: counted without the reader's own site, and from five others on."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from engagements import tasks
from engagements.actions import reference
from engagements.models import Comparison, Engagement, Milestone, PopulationBand
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.tenancy.context import acting, acting_atomic
from sites.models import Site
from tests.factories.engagements import EngagementFactory
from tests.factories.sites import SiteFactory
from tests.reference.files import rows

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 6, 15, 15, tzinfo=UTC)  # eight whole months after October 1, 2024
MakeSite = Callable[..., Engagement]


@pytest.fixture
def bands() -> None:
    with acting_atomic("system:demo"):
        reference.load_population_bands(rows("engagements/data/population_bands.csv"))


@pytest.fixture
def site_of(bands) -> MakeSite:
    """Make a site with a running engagement that reached its kick-off on a day, or hasn't."""

    def make(
        kick_off: date | None = date(2024, 10, 20),
        *,
        population: int | None = 120_000,
        demo: bool = False,
        **values,
    ) -> Engagement:
        with acting_atomic("system:demo"):
            year = None if population is None else 2024
            site = SiteFactory(population=population, population_year=year, is_demo=demo)
            made = EngagementFactory(site=site, active=True, **values)
            Milestone.objects.create(
                site=site,
                engagement=made,
                kind="kick-off",
                due_on=made.starts_on,
                done_on=kick_off,
            )
        return made

    return make


def counted(engagement: Engagement) -> dict[str, tuple[int, int, int]]:
    """Count at NOW; return month, sites, and sites that reached it, by milestone."""
    with clock.frozen(NOW):
        tasks.compare()
    with acting("system:demo"):
        found = Comparison.objects.of_engagement(engagement)
        return {row.kind: (row.month, row.sites, row.reached) for row in found}


def test_the_own_site_is_not_counted(site_of):
    own = site_of()
    for kick_off in (date(2024, 10, 5), date(2024, 11, 5), date(2025, 5, 31), None, None):
        site_of(kick_off)
    assert counted(own) == {
        "kick-off": (8, 5, 3),
        "listening-session": (8, 5, 0),
        "assessments": (8, 5, 0),
        "strategic-plan": (8, 5, 0),
    }


def test_four_others_are_too_few(site_of):
    own = site_of()
    for _ in range(4):
        site_of()
    assert counted(own) == {}


@pytest.mark.parametrize(
    "values",
    [
        {"population": 99_999},
        {"population": 250_000},
        {"population": None},
        {"track": "diagnostic"},
        {"demo": True},
        {"starts_on": date(2024, 11, 1)},
        {"withdrawn_on": date(2025, 1, 1)},
        {"origin": "imported"},
    ],
    ids="-".join,
)
def test_what_is_not_comparable_is_not_counted(site_of, values):
    own = site_of()
    for _ in range(5):
        site_of()
    site_of(**values)
    assert counted(own)["kick-off"] == (8, 5, 5)


def test_what_was_reached_later_than_the_month_does_not_count(site_of):
    """A site eight years ahead says what it had done by month 8, up to the month's last day."""
    own = site_of()
    for kick_off in (
        date(2017, 5, 31),
        date(2017, 6, 1),
        None,
        date(2016, 10, 1),
        date(2018, 1, 1),
    ):
        site_of(kick_off, starts_on=date(2016, 10, 1))
    assert counted(own)["kick-off"] == (8, 5, 2)


def test_a_second_night_replaces_the_first_and_removes_what_no_longer_holds(site_of):
    own = site_of()
    others = [site_of() for _ in range(5)]
    assert counted(own)["kick-off"] == (8, 5, 5)
    assert counted(own)["kick-off"] == (8, 5, 5)
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=others[0].pk).update(withdrawn_on=date(2025, 6, 1))
    assert counted(own) == {}


def test_an_administrators_bands_are_not_overwritten(site_of):
    own = site_of()
    for _ in range(5):
        site_of(population=60_000)
    assert counted(own) == {}
    with acting_atomic("system:demo"):
        PopulationBand.objects.filter(at_least=100_000).delete()
        reference.load_population_bands(rows("engagements/data/population_bands.csv"))
    assert counted(own)["kick-off"] == (8, 5, 5)


@pytest.fixture
def own(riverton) -> Engagement:
    """Give Riverton, a demonstration site, an engagement that began eight months ago."""
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(population=110_000, population_year=2024)
        return EngagementFactory(site=riverton, active=True, starts_on=eight_months_ago())


def eight_months_ago() -> date:
    return months_after(clock.today("America/Chicago").replace(day=1), -8)


def test_a_person_reads_the_own_sites_counts_only_and_writes_none(
    own, site_of, riverton, lee_liaison
):
    for _ in range(5):
        site_of(eight_months_ago(), demo=True, starts_on=eight_months_ago())
    tasks.compare()
    with acting_atomic(f"user:{lee_liaison.pk}"):
        assert set(Comparison.objects.values_list("site", flat=True)) == {riverton.pk}
        assert Comparison.objects.update(reached=0) == 0
        assert Comparison.objects.all().delete()[0] == 0
    with acting_atomic("system:demo"):
        assert Comparison.objects.of_engagement(own).get(kind="kick-off").reached == 5


def test_the_page_shows_this_site_and_the_others(own, site_of, riverton, client, lee_liaison):
    address = f"/sites/{riverton.slug}/engagement/"
    client.force_login(lee_liaison)
    assert "it needs 5 other sites of this track and size" in client.get(address).text
    for _ in range(6):
        site_of(eight_months_ago(), demo=True, starts_on=eight_months_ago())
    tasks.compare()
    text = client.get(address).text
    assert "Comparable sites by the end of month 8" in text
    assert "6 other sites of this track and size got this far." in text
    assert "6 of 6" in text
    assert "Not reached yet" in text
