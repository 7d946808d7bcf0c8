"""Reference data in Django admin: lists are written as people write them, and what would break pages is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from foundation.calendars.models import ClosedDay
from foundation.tenancy.context import acting_atomic
from psp_portal.management.commands.load_reference import load_all, read
from sites.actions.reference import load_sites
from sites.models import CoreArea, FieldOffice, Site, State
from tests.pages import shown, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def adam(adam_admin, client_of):
    return client_of(adam_admin)


@pytest.fixture
def area(db):
    return CoreArea.objects.create(
        slug="analysis",
        name="Crime Analysis",
        summary="Numbers that help.",
        topics=["Heat maps", "Weekly reviews"],
        federal_branch=["ATF"],
        effective_from=date(2019, 6, 1),
    )


@pytest.fixture
def office(db):
    State.objects.bulk_create(
        [State(usps=usps, name=name, fips=fips) for usps, name, fips in STATES],
        ignore_conflicts=True,
    )
    return FieldOffice.objects.create(agency="ATF", name="Exampleton", states_covered=["AL"])


STATES = [("AL", "Alabama", "01"), ("MS", "Mississippi", "28")]


def save(adam, row, **changes):
    address = f"/admin/sites/{row._meta.model_name}/{row.pk}/change/"
    answer = adam.post(address, shown(adam.get(address)) | changes)
    row.refresh_from_db()
    return answer


def test_topics_are_written_one_on_each_line(adam, area):
    address = f"/admin/sites/corearea/{area.pk}/change/"
    assert shown(adam.get(address))["topics"] == "Heat maps\nWeekly reviews"
    assert save(adam, area, topics="Heat maps\r\n\r\n Hot spots ").status_code == 302
    assert area.topics == ["Heat maps", "Hot spots"]


def test_what_is_left_alone_stays(adam, area):
    assert save(adam, area, name="Analysis").status_code == 302
    assert (area.topics, area.federal_branch) == (["Heat maps", "Weekly reviews"], ["ATF"])


def test_a_list_can_be_emptied(adam, area):
    address = f"/admin/sites/corearea/{area.pk}/change/"
    sent = shown(adam.get(address)) | {"topics": ""}
    del sent["federal_branch"]
    assert adam.post(address, sent).status_code == 302
    area.refresh_from_db()
    assert (area.topics, area.federal_branch) == ([], [])


def test_an_agency_that_is_none_is_refused(adam, area):
    assert save(adam, area, federal_branch="NASA").status_code == 200
    assert area.federal_branch == ["ATF"]


def test_states_are_written_by_their_abbreviations(adam, office):
    assert save(adam, office, states_covered="ms; AL,ms").status_code == 302
    assert office.states_covered == ["AL", "MS"]


def test_what_is_no_state_is_refused(adam, office):
    refused = save(adam, office, states_covered="AL, XQ")
    assert "“XQ” isn't a state." in words(refused)
    assert shown(refused)["states_covered"] == "AL, XQ"
    assert office.states_covered == ["AL"]


@pytest.mark.parametrize("broken", [{"a": 1}, "AL", 7])
def test_the_database_takes_lists_only(area, office, broken):
    for row, column in ((area, "topics"), (area, "federal_branch"), (office, "states_covered")):
        setattr(row, column, broken)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(update_fields=[column])


@pytest.mark.parametrize("zone", ["Central time", "America/Nowhere"])
def test_a_time_zone_that_is_none_is_refused(adam, riverton, zone):
    before = riverton.time_zone
    assert "Use a name such as America/Chicago." in words(save(adam, riverton, time_zone=zone))
    assert riverton.time_zone == before


@pytest.mark.parametrize("kind", ["sites/site", "accounts/user"])
def test_a_time_zone_is_chosen_from_a_list(adam, riverton, adam_admin, kind):
    row = riverton if kind == "sites/site" else adam_admin
    page = adam.get(f"/admin/{kind}/{row.pk}/change/").text
    assert '<option value="Pacific/Guam">Chamorro time</option>' in page
    assert '<option value="Europe/Paris">Europe/Paris</option>' in page
    assert f'<option value="{row.time_zone}" selected>' in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"population": "5000", "population_year": ""}, "A population names its year."),
        ({"latitude": "41", "longitude": ""}, "A map point has both coordinates."),
        ({"latitude": "95", "longitude": "-90"}, "Enter a latitude between -90 and 90."),
        ({"latitude": "41", "longitude": "-200"}, "Enter a longitude between -180 and 180."),
        ({"population_year": "202"}, "Enter the year with four digits"),
        ({"name": "lakeside, ex"}, "Another site has this name."),
    ],
)
def test_what_no_site_can_be_is_refused_with_a_sentence(adam, riverton, lakeside, changes, said):
    assert said in words(save(adam, riverton, **changes))
    assert save(adam, riverton, lead_agency="Riverton Police").status_code == 302


def test_an_ori_that_is_none_is_refused(adam, riverton):
    assert "Enter an ORI of 7 or 9" in words(save(adam, riverton, ori="24:00"))
    assert save(adam, riverton, ori="EX0010000").status_code == 302
    assert riverton.ori == "EX0010000"


def test_a_year_that_nobody_means_is_refused(adam, area):
    refused = save(adam, area, effective_from="0202-01-01")
    assert "Enter the year with four digits" in words(refused)
    assert area.effective_from == date(2019, 6, 1)


class TestWhatAnAdministratorChanged:
    """A new release loads its files again: a row that was corrected by hand stays, and the others follow the files."""

    @pytest.fixture(autouse=True)
    def loaded(self, db):
        load_all()

    @pytest.fixture
    def again(self):
        """Load sites again from a file that says something new of each."""

        def load() -> Site:
            rows = [row | {"county": "Newly"} for row in read("sites/data/sites.csv")]
            with acting_atomic("system:reference"):
                load_sites(rows)
            return Site.objects.get(slug="baton-rouge-la")

        return load

    def test_a_correction_stays(self, adam, again):
        site = Site.objects.get(slug="baton-rouge-la")
        saved = save(adam, site, county="Corrected", lead_agency="Another Department")
        assert saved.status_code == 302
        site = again()
        assert (site.county, site.lead_agency) == ("Corrected", "Another Department")

    def test_other_rows_follow_the_file(self, adam, again):
        assert (
            save(adam, Site.objects.get(slug="jackson-ms"), county="Corrected").status_code == 302
        )
        assert again().county == "Newly"

    def test_a_row_that_an_administrator_added_is_theirs(self, adam, again):
        with acting_atomic("system:reference"):
            Site.objects.filter(slug="baton-rouge-la").update(slug="baton-rouge")
        told = {
            "slug": "baton-rouge-la",
            "name": "Ours",
            "kind": "city",
            "state": "LA",
            "time_zone": "America/Chicago",
        }
        address = "/admin/sites/site/add/"
        assert adam.post(address, shown(adam.get(address)) | told).status_code == 302
        assert again().name == "Ours"

    def test_states_of_an_office_stay(self, adam):
        office = FieldOffice.objects.get(agency="ATF", name="ATF Nashville Field Division")
        assert save(adam, office, states_covered="AL, TN").status_code == 302
        load_all()
        office.refresh_from_db()
        assert office.states_covered == ["AL", "TN"]

    def test_the_name_of_a_closed_day_stays(self, adam):
        day = ClosedDay.objects.get(date=date(2026, 11, 26))
        address = f"/admin/calendars/closedday/{day.pk}/change/"
        answer = adam.post(address, shown(adam.get(address)) | {"name": "Thanksgiving"})
        assert answer.status_code == 302
        load_all()
        day.refresh_from_db()
        assert day.name == "Thanksgiving"
