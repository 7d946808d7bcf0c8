"""Trends: figures of five real sites computed again from the file by another path, and the rules of small counts."""

import subprocess
import sys
from collections import defaultdict
from datetime import date

import pytest
from django.core.management import call_command
from scipy.stats import binomtest

from foundation.statistics.spread import Spread
from foundation.tenancy.context import acting_atomic
from outcomes import tasks
from outcomes.actions import trends
from outcomes.computing.bands import MIN_SITES, Member, band_of
from outcomes.computing.changes import change_of, spread_before_and_now
from outcomes.computing.gaps import without_missing
from outcomes.computing.series import Series
from outcomes.computing.shares import share_of
from outcomes.enums import Baseline, FigureState, Verdict
from outcomes.models import Figure, Trend
from tests.reference.files import rows

# Site → its engagement's first month, typed from the announcements.
FIVE = {
    "chattanooga-tn": (2021, 10),
    "antioch-ca": (2021, 10),
    "aurora-co": (2021, 10),
    "cleveland-oh": (2019, 6),
    "louisville-ky": (2021, 10),
}
ENGAGED = date(2022, 1, 1)


@pytest.fixture(scope="module")
def counted():
    """Monthly counts straight from the shipped file: site → measure → (year, month) → count."""
    serves = {row["ori"]: row["serves"] for row in rows("outcomes/data/agencies.csv")}
    found = defaultdict(lambda: defaultdict(dict))
    for row in rows("outcomes/data/figures.csv"):
        for measure in ("homicide", "rape", "robbery", "aggravated_assault"):
            if row["source"] == "rtci-monthly" and row[measure] not in {"", "NR"}:
                when = (int(row["year"]), int(row["month"]))
                found[serves[row["ori"]]][measure][when] = int(row[measure])
    return found


@pytest.fixture
def loaded(db):
    call_command("load_reference", "--quiet")


def months(last, count):
    """Return the months up to one, the last of them first."""
    year, month = last
    while count:
        yield year, month
        year, month, count = (
            (year, month - 1, count - 1) if month > 1 else (year - 1, 12, count - 1)
        )


def test_the_trends_of_five_sites_are_those_of_the_file(loaded, counted):
    with acting_atomic("system:reference"):
        stored = list(
            Trend.objects.filter(source__slug="rtci-monthly", site__slug__in=FIVE).select_related(
                "site"
            )
        )
    assert len(stored) == 20
    for trend in stored:
        values = counted[trend.site.slug][trend.measure]
        start = FIVE[trend.site.slug]
        assert (trend.engaged_from.year, trend.engaged_from.month) == start
        now = sum(values[when] for when in months((2024, 7), 12))
        assert (trend.latest, trend.latest_from) == (now, date(2023, 8, 1))
        assert trend.rate == pytest.approx(now / trend.population * 100_000, abs=0.06)
        before_start = next(iter(months((start[0], start[1] - 1), 1)))
        for change, years in zip(trend.changes, (1, 3), strict=True):
            window = list(months(before_start, 12 * years))
            if any(when not in values for when in window):
                assert change["verdict"] == Verdict.NOT_ENOUGH
                continue
            before = sum(values[when] for when in window)
            ends = binomtest(now, now + before).proportion_ci(method="exact")
            low, high = (end / (1 - end) * years for end in ends)
            assert (change["count"], change["before"]) == (now, before)
            assert change["percent"] == pytest.approx((now * years / before - 1) * 100, abs=0.06)
            assert change["low"] == pytest.approx((low - 1) * 100, abs=0.06)
            assert change["high"] == pytest.approx((high - 1) * 100, abs=0.06)


def test_a_site_without_a_month_or_with_a_correction_is_counted_as_documented(loaded):
    with acting_atomic("system:reference"):
        monthly = Trend.objects.filter(source__slug="rtci-monthly")
        rapes = monthly.get(site__slug="vallejo-ca", measure="rape")
        toledo = monthly.get(site__slug="toledo-oh", measure="robbery")
        new_orleans = Trend.objects.filter(
            source__slug="rtci-yearly", site__slug="new-orleans-la", measure="robbery"
        )
        assert rapes.counts[12 * 5 + 10] == -3
        # July 2024 is missing, so the latest twelve months end before it.
        assert toledo.latest_from == date(2023, 7, 1)
        # Its file has 0 robberies beside homicides, and the monthly file has hundreds: not reported.
        assert not new_orleans.exists()
        # People of 2024 aren't those of 2014, and clearances are no events of a year.
        old = Trend.objects.filter(source__slug="marshall-yearly", site__slug="cleveland-oh")
        assert set(old.values_list("rate", flat=True)) == {None}
        assert set(
            Trend.objects.filter(measure="homicide_cleared").values_list("rate", flat=True)
        ) == {None}


def test_computing_again_changes_nothing_and_what_lost_its_figures_goes(loaded):
    with acting_atomic("system:reference"):
        before = list(Trend.objects.order_by("pk").values_list("pk", "latest"))
    tasks.compute_trends()
    with acting_atomic("system:reference"):
        assert list(Trend.objects.order_by("pk").values_list("pk", "latest")) == before
        gone = Figure.objects.filter(source__slug="rtci-monthly", measure="robbery")
        gone.update(state=FigureState.UNDONE)
        assert trends.compute() == len(before) - 38
        assert not Trend.objects.filter(source__slug="rtci-monthly", measure="robbery").exists()


def test_web_processes_load_no_scipy():
    code = "import sys; from psp_portal import preload; preload.load(); sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 -- our own line


def yearly(before, now):
    """A series of a year with engagement in 2022: 2021 counts one, 2023 the other."""
    return Series.of([(2021, before), (2022, before), (2023, now)], 1)


@pytest.mark.parametrize(
    ("before", "now", "verdict", "percent"),
    [
        (5, 0, Verdict.TOO_FEW, -100.0),
        (0, 5, Verdict.TOO_FEW, None),
        (0, 0, Verdict.TOO_FEW, None),
        (0, 9, Verdict.UP, None),
        (9, 0, Verdict.DOWN, -100.0),
        (100, 60, Verdict.DOWN, -40.0),
        (100, 140, Verdict.UP, 40.0),
        (100, 95, Verdict.TOO_FEW, -5.0),
        (None, 95, Verdict.NOT_ENOUGH, None),
        (-3, 95, Verdict.NOT_ENOUGH, None),
    ],
)
def test_a_change_says_no_more_than_its_interval(before, now, verdict, percent):
    change = change_of(yearly(before, now), Baseline.YEAR_BEFORE, ENGAGED, None)
    assert (change.verdict, change.percent) == (verdict, percent)
    if before == 0 and now:
        assert change.low is not None
        assert change.high is None


def test_a_year_that_began_before_the_engagement_is_not_compared():
    series = Series.of([(2020, 90), (2021, 100), (2022, 50)], 1)
    assert change_of(series, Baseline.YEAR_BEFORE, ENGAGED, None).verdict == Verdict.NOT_ENOUGH
    assert change_of(series, Baseline.YEAR_BEFORE, None, None).verdict == Verdict.NOT_ENOUGH


def test_counts_by_two_definitions_are_not_compared():
    series, breaks = Series.of([(year, 90) for year in range(2011, 2016)], 1), [date(2013, 1, 1)]
    engaged = date(2014, 9, 1)
    found = [change_of(series, each, engaged, None, breaks).verdict for each in Baseline]
    assert found == [Verdict.TOO_FEW, Verdict.NEW_DEFINITION]


def test_months_that_vary_more_than_poisson_need_a_larger_change():
    series = yearly(100, 70)
    assert change_of(series, Baseline.YEAR_BEFORE, ENGAGED, None).verdict == Verdict.DOWN
    wide = Spread(ratio=4, chance=0.01)
    assert change_of(series, Baseline.YEAR_BEFORE, ENGAGED, wide).verdict == Verdict.TOO_VARIED
    swings = [(24_240 + at, 1 if at % 2 else 20) for at in range(36)]
    found = spread_before_and_now(Series.of(swings, 12), date(2021, 1, 1))
    assert found.is_too_wide
    level = [(24_240 + at, 10 if at < 12 else 40) for at in range(36)]
    assert not spread_before_and_now(Series.of(level, 12), date(2021, 1, 1)).is_too_wide


def test_a_zero_beside_other_counts_of_its_year_is_not_reported():
    homicides = {2024: 7, 2025: 0}
    assert without_missing("rape", {2024: 0, 2025: 0}, [homicides]) == {2024: None, 2025: 0}
    assert without_missing("homicide", {2024: 0}, [{2024: 50}]) == {2024: 0}


def test_eight_cleared_of_seven_is_valid():
    share = share_of({2014: 8, 2015: None}, {2014: 7, 2015: 9})
    assert (share.year, share.percent) == (2014, 114.3)
    assert share.low < 100 < share.high
    assert share_of({2014: 0}, {2014: 0}) is None


def test_a_band_has_the_same_sites_all_the_time(loaded):
    def member(key, level, population=100_000, months=36):
        return Member(key, Series(24_240, (level,) * months, 12), population)

    own = member(0, 10)
    near = [member(key, 10 + key) for key in range(1, MIN_SITES + 1)]
    far = [member(8, 10, population=300_000), member(9, 40), member(10, 10, months=35)]
    band = band_of(own, [own, *near, *far], ENGAGED)
    assert (band.sites, set(band.low), set(band.high)) == (MIN_SITES, {100.0}, {100.0})
    assert band_of(own, [own, *near[:-1], *far], ENGAGED) is None
    with acting_atomic("system:reference"):
        trend = Trend.objects.get(
            source__slug="rtci-monthly", site__slug="chattanooga-tn", measure="aggravated_assault"
        )
    # The figures of the design, which was drawn from the same files by hand.
    assert (trend.band["sites"], round(trend.band["own"][-1])) == (11, 76)
    assert (round(trend.band["low"][-1]), round(trend.band["high"][-1])) == (79, 92)
