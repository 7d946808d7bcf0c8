"""What a site's charts say about engagements, missing counts, and the day they were computed."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connections

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from outcomes.actions import trends
from outcomes.models import Agency, Figure, Source, Trend
from outcomes.presenters.drawings import Scale
from outcomes.presenters.findings import finding_of
from outcomes.presenters.papers import sheets_of
from outcomes.presenters.trends import lines_of, panels_of
from tests.factories.engagements import EngagementFactory

# 10 pm on March 9 in Washington.
NIGHT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def police(riverton):
    """Riverton's police, and a source without figures."""
    with acting_atomic("system:outbox"):
        Source.objects.create(slug="counts", name="Counts")
        return Agency.objects.create(
            ori="EX0000001", name="Riverton Police", key="riverton", serves=riverton
        )


@pytest.fixture
def counted(police):
    """Riverton's police with five homicides in each month of 2024; March's count is suppressed."""
    with acting_atomic("system:outbox"):
        for month in range(1, 13):
            figure(Source.objects.get(), police, month=month, value=None if month == 3 else 5)
    return police


def figure(source, agency, *, value, **named):
    return Figure.objects.create(
        source=source,
        agency=agency,
        line=1,
        value=value,
        status="reported" if value is not None else "suppressed",
        **{"measure": "homicide", "year": 2024} | named,
    )


def computed(site):
    with clock.frozen(NIGHT), acting_atomic("system:outbox"):
        trends.compute()
        return Trend.objects.of_site(site).get()


def test_a_suppressed_count_is_called_so_and_the_day_is_the_sites(counted, riverton):
    trend = computed(riverton)
    [panel] = panels_of([trend])
    lines = list(lines_of([trend]))
    assert panel.charts[0].rows[0].cells[1:4] == ["5", "Suppressed", "5"]
    assert [line[-1] for line in lines[2:5]] == ["Reported", "Suppressed", "Reported"]
    assert "Mar 9, 2026" in panel.computed


def test_an_engagement_counts_once_it_began_and_an_assumed_start_is_said(counted, riverton):
    with acting_atomic("system:demo"):
        EngagementFactory(
            site=riverton,
            starts_on=date(2022, 1, 1),
            onboarding_from=date(2022, 1, 1),
            withdrawn_on=date(2023, 6, 1),
        )
        proposed = EngagementFactory(
            site=riverton, starts_on=date(2025, 10, 1), onboarding_from=None, start_is_assumed=True
        )
    trend = computed(riverton)
    trend.latest_from = date(2024, 1, 1)
    assert trend.engaged_from is None
    assert "The engagement was withdrawn" in finding_of(trend).sentence
    with acting_atomic("system:demo"):
        type(proposed).objects.filter(pk=proposed.pk).update(onboarding_from=date(2025, 10, 1))
    trend = computed(riverton)
    assert trend.engaged_from == date(2025, 10, 1)
    [panel] = panels_of([trend])
    [sheet] = sheets_of([panel], [])
    assert panel.start == "The start of the engagement is assumed."
    assert panel.start in sheet.about


def test_of_two_engagements_the_newest_with_a_year_is_compared(police, riverton):
    with acting_atomic("system:demo"):
        for first, origin in ((date(2022, 7, 1), "imported"), (date(2025, 7, 1), "opened")):
            EngagementFactory(site=riverton, starts_on=first, onboarding_from=first, origin=origin)
    with acting_atomic("system:outbox"):
        source = Source.objects.get()
        for year in range(2021, 2026):
            for month in range(1, 13):
                figure(source, police, year=year, month=month, value=9)
    early = computed(riverton)
    assert (early.engaged_from, early.changes[0]["first"]) == (date(2022, 7, 1), "2021-07-01")
    assert (
        "can't be compared yet with the engagement that began in Jul 2025"
        in finding_of(early).sentence
    )
    assert len(panels_of([early])[0].charts[0].drawing.terms) == 2
    with acting_atomic("system:outbox"):
        for month in range(1, 7):
            figure(source, police, year=2026, month=month, value=9)
    late = computed(riverton)
    assert (late.engaged_from, late.changes[0]["first"]) == (date(2025, 7, 1), "2024-07-01")
    said = finding_of(late).sentence
    assert (
        "The year before the engagement includes part of an earlier engagement, Jul 2022 to Jun 2025."
        in said
    )
    assert "can't be compared yet" not in said


@pytest.mark.django_db(transaction=True)
def test_of_two_computations_the_later_one_stands(counted, riverton, monkeypatch):
    read, go = threading.Event(), threading.Event()
    members = trends._members

    def slow(*args):
        if threading.current_thread().name == "first":
            read.set()
            go.wait(20)
        return members(*args)

    def compute():
        try:
            with acting_atomic("system:outbox"):
                trends.compute()
        finally:
            connections.close_all()

    monkeypatch.setattr(trends, "_members", slow)
    first = threading.Thread(target=compute, name="first")
    second = threading.Thread(target=compute, name="second")
    first.start()
    assert read.wait(20)
    with acting_atomic("system:outbox"):
        figure(Source.objects.get(), counted, value=99, year=2025, month=1)
    second.start()
    second.join(2)
    go.set()
    for thread in (first, second):
        thread.join()
    with acting_atomic("system:outbox"):
        assert Trend.objects.get().counts[-1] == 99


def test_one_large_correction_draws_few_lines():
    scale = Scale.of(date(2024, 1, 1), date(2024, 12, 1), [2, -164])
    texts = [mark.text for mark in scale.grid()]
    assert "0" in texts
    assert len(texts) <= 5
    assert len(Scale.of(date(2024, 1, 1), date(2024, 12, 1), [2, 100]).grid()) == 3
