"""Loading the published engagements: every state follows from dates, and a person's work stays."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from engagements.actions import engagements
from engagements.enums import State
from engagements.models import Engagement, TrackLength
from foundation.accounts.actors import Actor
from foundation.accounts.models import Organization
from foundation.calendars import clock
from foundation.calendars.models import ClosedDay
from foundation.tenancy.context import acting, acting_atomic
from psp_portal.management.commands.load_reference import load_all
from sites.models import CoreArea, FieldOffice, Principle, Site, SiteAgency
from tta_requests.models import Capability, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(reference_rows, db) -> dict[str, int]:
    return dict(reference_rows)


def engagements_of(slug: str) -> list[Engagement]:
    return list(Engagement.objects.order_by("starts_on").filter(site__slug=slug))


def test_every_table_is_loaded(loaded):
    loaded.pop("closed days")
    assert loaded.pop("trends") > 0  # as many as the figures of the latest months allow
    assert loaded == {
        "states": 56,
        "districts": 94,
        "field offices": 199,
        "core areas": 8,
        "principles": 5,
        "sites": 66,
        "track lengths": 4,
        "milestone rules": 4,
        "commitment templates": 12,
        "population bands": 4,
        "engagements": 68,
        "recommendations": 4,
        "providers": 15,
        "clock standards": 18,
        "time limits": 6,
        "escalation rungs": 5,
        "public forms": 6,
        "seats of delegations": 6,
        "offerings": 6,
        "reason codes": 12,
        "routing weights": 1,
        "days of reminders": 22,
        "summit lead times": 4,
        "summits": 11,
        "sources of figures": 4,
        "agencies": 55,
        "figures": 13_198,
        "accomplishments": 9,
        "indicators": 5,
        "measurements": 5,
        "communities": 5,
        "reported exchanges": 4,
        "reported grants": 6,
        "requirements to apply": 4,
        "criteria of reviewers": 5,
    }


def test_holidays_are_loaded(loaded):
    assert loaded["closed days"] == ClosedDay.objects.count()
    assert ClosedDay.objects.filter(date=date(2026, 11, 26)).exists()


def test_real_providers_wait_for_an_administrator_and_claim_nothing(loaded):
    assert Provider.objects.count() == 15
    assert not Provider.objects.filter(is_active=True).exists()
    assert not Organization.objects.filter(is_demo=True).exists()
    assert Capability.objects.count() == 0


def test_loading_again_changes_nothing(loaded, as_demo):
    before = list(Engagement.objects.order_by("pk").values())
    assert load_all() == loaded
    assert list(Engagement.objects.order_by("pk").values()) == before
    assert Site.objects.real().count() == 66


def test_the_command_prints_counts(db, capsys):
    call_command("load_reference")
    assert "engagements: 68" in capsys.readouterr().out
    call_command("load_reference", "--quiet")
    assert capsys.readouterr().out == ""


def test_states_on_a_frozen_day(loaded, as_demo):
    with clock.frozen(datetime(2026, 11, 23, 18, tzinfo=UTC)):
        today = clock.today("America/New_York")
    states = Counter(row.state_on(today) for row in Engagement.objects.all())
    assert states == {State.ALUMNI: 58, State.GRADUATED: 5, State.ACTIVE: 5}


def test_running_engagements_are_the_2024_cohort(loaded, as_demo):
    running = Engagement.objects.open_on(date(2026, 11, 23)).for_list()
    assert {row.cohort_id for row in running} == {2024}
    assert {(row.starts_on, row.ends_on) for row in running} == {
        (date(2024, 10, 1), date(2027, 9, 30))
    }
    assert all(row.start_is_assumed for row in running)


def test_kansas_citys_diagnostic_led_to_operations(loaded, as_demo):
    diagnostic, operations = engagements_of("kansas-city-mo")
    assert (diagnostic.ends_on, operations.starts_on) == (date(2018, 9, 30), date(2018, 10, 1))
    assert operations.follows == diagnostic


def test_salisburys_eighteen_months(loaded, as_demo):
    (salisbury,) = engagements_of("salisbury-nc")
    assert (salisbury.starts_on, salisbury.ends_on) == (date(2018, 10, 1), date(2020, 3, 31))


def test_visitors_see_the_published_engagements(loaded):
    with acting_atomic("public"):
        assert Engagement.objects.published().count() == 68


def test_a_persons_change_survives_another_load(loaded):
    with acting_atomic("system:demo"):
        seattle = engagements_of("seattle-wa")[0]
        engagements.extend(
            seattle, until=date(2028, 1, 1), reason="Agreed.", by=Actor.system("demo")
        )
    load_all()
    with acting("system:demo"):
        assert engagements_of("seattle-wa")[0].ends_on == date(2028, 1, 1)


def test_an_administrators_settings_survive_another_load(loaded):
    TrackLength.objects.update(months=24)
    CoreArea.objects.update(summary="Edited.")
    Principle.objects.update(summary="Edited.")
    load_all()
    assert set(TrackLength.objects.values_list("months", flat=True)) == {24}
    assert set(CoreArea.objects.values_list("summary", flat=True)) == {"Edited."}


def test_a_corrected_fact_follows_the_file(loaded, as_demo):
    Site.objects.filter(slug="gary-in").update(time_zone="America/New_York")
    load_all()
    assert Site.objects.get(slug="gary-in").time_zone == "America/Chicago"


def test_core_areas_carry_topics_and_federal_branch(loaded):
    gun_violence = CoreArea.objects.get(slug="gun-violence")
    assert gun_violence.federal_branch == ["ATF"]
    assert len(gun_violence.topics) == 3
    assert CoreArea.objects.in_force_on(date(2018, 12, 31)).count() == 7
    assert CoreArea.objects.in_force_on(date(2026, 11, 23)).count() == 8


def test_field_offices_follow_the_calendar(loaded):
    fbi = FieldOffice.objects.of_agency("FBI")
    assert fbi.open_on(date(2024, 9, 30)).count() == 56
    assert fbi.open_on(date(2024, 10, 1)).count() == 55


def test_lead_agencies_only_where_a_source_names_one(loaded, as_demo):
    leads = SiteAgency.objects.filter(is_lead=True)
    named = Site.objects.exclude(lead_agency="").values_list("slug", flat=True)
    assert set(leads.values_list("site__slug", flat=True)) == set(named)
    assert leads.get(site__slug="harris-county-tx").kind == "sheriff"


def test_nothing_real_is_marked_invented(loaded):
    assert not Site.objects.filter(is_demo=True).exists()
