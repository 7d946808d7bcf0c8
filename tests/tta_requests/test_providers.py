"""A provider's own page: its work and debts, when it is away, how much it takes on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.enums import CommitmentKind, Party
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import commitments, providers
from tta_requests.errors import NotYours
from tta_requests.models import Absence, MatchRun, Provider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def noon():
    """A time at which it is the same day for the provider and at the site."""
    with clock.frozen(datetime(2026, 11, 25, 18, tzinfo=UTC)):
        yield


def today():
    return clock.today("America/Chicago")


def test_the_page_shows_its_own_work_hours_and_debts(
    put_in, act, client_of, pat_provider, sam_provider
):
    tta_request = put_in("in-delivery")
    with act(pat_provider) as by:
        commitments.add(
            tta_request,
            kind=CommitmentKind.DELIVERABLE,
            text="The final report",
            owed_by=Party.PROVIDER,
            due_on=today() + timedelta(days=9),
            by=by,
        )
        commitments.log_hours(
            tta_request, worked_on=today(), spent=timedelta(hours=3), what="Met.", by=by
        )
    page = client_of(pat_provider).get("/provider/").content.decode()
    for told in (tta_request.number, "The final report", "3 of 80 hours", "of 3 in use"):
        assert told in page
    other = client_of(sam_provider).get("/provider/").content.decode()
    assert tta_request.number not in other
    assert "No work yet." in other


def test_who_is_away_is_not_offered_to_and_comes_back(
    client_of, pat_provider, sent_by, dana_of_riverton, riverton, drain
):
    client = client_of(pat_provider)
    form = {"starts_on": today().isoformat(), "ends_on": today().isoformat(), "reason": "Fair"}
    assert client.post("/provider/away/", form).status_code == 303
    assert client.post("/provider/away/", form).status_code == 409
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    with acting_atomic("system:demo"):
        run = MatchRun.objects.get(request=tta_request)
        absence = Absence.objects.get()
    assert [row["rule"] for row in run.excluded] == ["is away today"]
    assert "Fair" in client.get("/provider/").content.decode()
    assert client.post(f"/provider/absences/{absence.pk}/remove/").status_code == 303
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (0, -1, "Enter a date from today"),
        (5, 3, "Enter a last day on or after the first day"),
        (0, 900, "through two years from now"),
    ],
)
def test_days_that_make_no_sense_are_told(client_of, pat_provider, first, last, sentence):
    days = {
        "starts_on": (today() + timedelta(days=first)).isoformat(),
        "ends_on": (today() + timedelta(days=last)).isoformat(),
    }
    answer = client_of(pat_provider).post("/provider/away/", days)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_capacity_is_no_less_than_what_is_held(client_of, pat_provider, best_provider):
    best_provider.places_held = 2
    best_provider.save(update_fields=["places_held"])
    client = client_of(pat_provider)
    refused = client.post("/provider/capacity/", {"places": "1", "hours_a_month": "40"})
    assert refused.status_code == 422
    assert "You have 2 requests now." in refused.content.decode()
    assert (
        client.post("/provider/capacity/", {"places": "5", "hours_a_month": "40"}).status_code
        == 303
    )
    best_provider.refresh_from_db()
    assert (best_provider.places, best_provider.hours_a_month) == (5, 40)


def test_the_administration_takes_no_place_that_is_held(client_of, adam_admin, best_provider):
    best_provider.places_held = 2
    best_provider.save(update_fields=["places_held"])
    address = f"/admin/tta_requests/provider/{best_provider.pk}/change/"
    client = client_of(adam_admin)
    page = client.get(address).context
    sets = [each.formset for each in page["inline_admin_formsets"]]
    forms = [
        page["adminform"].form,
        *(form for each in sets for form in (each.management_form, *each)),
    ]
    values = {field.html_name: field.value() for form in forms for field in form}
    shown = {name: "" if value is None else value for name, value in values.items()}
    refused = client.post(address, shown | {"places": "1"})
    assert "This provider has 2 requests now. Enter at least that many." in refused.content.decode()
    with CaptureQueriesContext(connection) as asked:
        assert client.post(address, shown | {"places": "2", "organization": "1"}).status_code == 302
    (saved,) = [each["sql"] for each in asked if 'UPDATE "tta_requests_provider"' in each["sql"]]
    assert "places_held" not in saved
    assert Provider.objects.get(pk=best_provider.pk).places == 2


def test_another_providers_availability_is_not_ones_own(
    act, client_of, pat_provider, sam_provider, best_provider
):
    with act(pat_provider) as by:
        absence = providers.add_absence(
            best_provider, starts_on=today(), ends_on=today(), reason="", by=by
        )
    assert (
        client_of(sam_provider).post(f"/provider/absences/{absence.pk}/remove/").status_code == 404
    )
    with act(sam_provider) as by:
        for act_of in (
            lambda: providers.set_capacity(best_provider, places=9, hours_a_month=9, by=by),
            lambda: providers.end_absence(absence, by=by),
            lambda: providers.add_absence(
                best_provider, starts_on=today(), ends_on=today(), reason="", by=by
            ),
        ):
            with pytest.raises(NotYours):
                act_of()


def test_somebody_without_an_organization_has_no_such_page(client_of, dana_of_riverton):
    assert client_of(dana_of_riverton).get("/provider/").status_code == 403
