"""One engagement of a site at a time: a withdrawn one counts until it was withdrawn."""

from datetime import date

import pytest
from django.db import DatabaseError, connections
from django.db.migrations.state import ProjectState

from engagements.actions import engagements
from engagements.enums import Track
from engagements.errors import AlreadyEngaged
from engagements.models import Engagement
from foundation.tenancy.context import acting_atomic
from foundation.tenancy.operations import ReportPeriods
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")


def again(site, first, by) -> Engagement:
    return engagements.open_new(site=site, year=first.year, track=Track.PSP, starts_on=first, by=by)


def test_the_database_refuses_days_when_a_withdrawn_one_still_ran(riverton):
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, active=True, withdrawn_on=date(2026, 3, 2))
    with (
        pytest.raises(DatabaseError, match="never_overlap") as refused,
        acting_atomic("system:demo"),
    ):
        EngagementFactory(site=riverton, starts_on=date(2026, 3, 1))
    assert refused.value.__cause__.pgcode == "23P01"
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, starts_on=date(2026, 3, 2))


def test_a_second_engagement_begins_on_the_day_of_the_withdrawal(
    riverton, engagement, acting_as, mona_manager
):
    with acting_as(mona_manager) as by:
        engagements.withdraw(engagement, on=date(2026, 3, 2), reason="New mayor.", by=by)
        with pytest.raises(AlreadyEngaged) as refused:
            again(riverton, date(2026, 2, 1), by)
        second = again(riverton, date(2026, 3, 2), by)
    assert "2024 cohort runs from Oct 1, 2024 through Mar 1, 2026" in refused.value.message
    assert second.follows == engagement


def test_the_refusal_names_the_open_engagement(riverton, engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(AlreadyEngaged) as refused:
        again(riverton, date(2028, 2, 29), by)
    assert "runs from Oct 1, 2024 through Sep 30, 2027" in refused.value.message
    assert refused.value.message.endswith("Graduate or withdraw it before you open another.")


def test_an_engagement_withdrawn_before_it_began_is_in_no_ones_way(riverton):
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, starts_on=date(2028, 2, 29), withdrawn_on=date(2027, 1, 1))
        EngagementFactory(site=riverton, starts_on=date(2027, 3, 1))
        assert Engagement.objects.count() == 2


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_a_migration_names_what_overlaps_and_what_is_empty(caplog):
    """Two engagements over the same days stop it, by their keys; an empty period is named and stays."""
    report = ReportPeriods("terms", key=("site_id",), period="NULLIF(daterange(a, b), 'empty')")
    with connections["owner"].schema_editor() as editor:
        editor.execute("CREATE TEMP TABLE terms (id int, site_id int, a date, b date)")
        editor.execute(
            "INSERT INTO terms VALUES (1, 7, '2026-01-01', '2026-06-01'), (2, 8, '2026-02-01', NULL),"
            " (3, 7, '2026-03-01', '2026-03-01')"
        )
        state = ProjectState()
        report.database_forwards("sites", editor, state, state)
        assert "terms 3 begins and ends at one moment" in caplog.text
        editor.execute("INSERT INTO terms VALUES (4, 7, '2026-05-31', NULL)")
        with pytest.raises(ValueError, match=r"1 .*  and  4 ") as refused:
            report.database_forwards("sites", editor, state, state)
        editor.execute("SELECT count(*) FROM terms")
        editor.execute("DROP TABLE terms")
    assert "  and  2" not in str(refused.value)


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_an_engagement_never_opens_before_the_sites_newest(
    riverton, acting_as, mona_manager, client_of, is_withdrawn
):
    """It would be behind the newest one, without a step on any page, and no other could be opened."""
    ended = (
        {"withdrawn_on": date(2026, 3, 2)} if is_withdrawn else {"graduated_on": date(2026, 3, 2)}
    )
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, active=True, **ended)
    client, page = client_of(mona_manager), "/sites/riverton-ex/engagement/open/"
    typed = {"year": "2026", "track": "psp", "starts_on": "3/2/2014", "is_checked": "on"}
    answer = client.post(page, typed)
    assert answer.status_code == 422
    said = "2024 cohort has its first day on Oct 1, 2024. Enter a day after that."
    assert said in answer.text
    assert 'value="3/2/2014"' in answer.text
    assert client.post(page, {**typed, "starts_on": "3/2/2028"}).status_code == 303
    with acting_as(mona_manager):
        first = Engagement.objects.newest_of(riverton.pk)
    assert first.starts_on == date(2028, 3, 2)
    # Nor does an announcement move one there.
    asked = client.post(f"/engagements/{first.pk}/announce/", {"on": "3/2/2014", "version": "1"})
    assert asked.status_code == 303  # its first day was given, so it stays


def test_an_assumed_start_is_not_announced_to_before_the_sites_newest(
    riverton, acting_as, mona_manager, client_of
):
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, active=True, withdrawn_on=date(2026, 3, 2))
    with acting_as(mona_manager) as by:
        opened = engagements.open_new(site=riverton, year=2026, track=Track.PSP, by=by)
    asked = client_of(mona_manager).post(
        f"/engagements/{opened.pk}/announce/",
        {"on": "3/2/2016", "version": "1", "is_checked": "on"},
    )
    assert asked.status_code == 422
    assert "Enter a day after that." in asked.text


def test_the_refusal_names_the_day_that_would_be_right(
    riverton, engagement, acting_as, mona_manager
):
    """Not the cure of an open engagement, where the other one is over or begins later."""
    with acting_as(mona_manager) as by:
        engagements.withdraw(engagement, on=date(2026, 3, 2), reason="New mayor.", by=by)
        with pytest.raises(AlreadyEngaged, match=r"Enter a first day after Mar 1, 2026\.$"):
            again(riverton, date(2026, 2, 1), by)
        second = again(riverton, date(2026, 3, 2), by)
        EngagementFactory(site=riverton, origin="imported", starts_on=date(2030, 10, 1))
        with pytest.raises(AlreadyEngaged, match=r"Enter a last day before Oct 1, 2030\.$"):
            engagements.extend(second, until=date(2030, 10, 1), reason="Longer.", by=by)
