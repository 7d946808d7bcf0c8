"""Django admin when two change a row at once: each saves their own change, and a refusal is a sentence on the form."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.models import Cohort, PopulationBand
from foundation.accounts.models import User
from foundation.tenancy.context import acting_atomic
from foundation.ui.edits import EditAdmin
from foundation.workflow.errors import Refused
from sites.models import District, State
from tests.pages import shown, words
from tests.together import at_once
from tta_requests.models import Capability, Provider


@pytest.fixture
def adam(adam_admin, client_of):
    return client_of(adam_admin)


@pytest.mark.django_db
def test_two_administrators_keep_each_others_changes(adam, mona_manager, best_provider):
    address = f"/admin/accounts/user/{mona_manager.pk}/change/"
    first, second = shown(adam.get(address)), shown(adam.get(address))
    User.objects.filter(pk=mona_manager.pk).update(last_login="2026-11-30T12:00:00Z")
    with CaptureQueriesContext(connection) as asked:
        assert adam.post(address, first | {"name": "Mona Lee"}).status_code == 302
    (saved,) = [each["sql"] for each in asked if 'UPDATE "accounts_user"' in each["sql"]]
    assert saved.partition('"accounts_user" SET ')[2].startswith("\"name\" = 'Mona Lee' WHERE")
    assert adam.post(address, second | {"time_zone": "America/Denver"}).status_code == 302
    mona = User.objects.get(pk=mona_manager.pk)
    assert (mona.name, mona.time_zone) == ("Mona Lee", "America/Denver")
    assert mona.staff_role == mona_manager.staff_role
    assert mona.last_login.year == 2026
    skill = best_provider.capabilities.get()
    address = f"/admin/tta_requests/provider/{best_provider.pk}/change/"
    stale = shown(adam.get(address))
    Capability.objects.filter(pk=skill.pk).update(level=1)
    Provider.objects.filter(pk=best_provider.pk).update(kind="Nonprofit")
    assert adam.post(address, stale | {"hours_a_month": "77"}).status_code == 302
    skill.refresh_from_db()
    best_provider.refresh_from_db()
    assert (skill.level, best_provider.kind, best_provider.hours_a_month) == (1, "Nonprofit", 77)
    stale = shown(adam.get(address))
    skill.delete()
    refused = adam.post(address, stale | {"hours_a_month": "78"})
    assert "Someone else removed a row." in words(refused)
    assert 'value="78"' in refused.content.decode()


@pytest.mark.django_db
def test_a_field_that_somebody_else_changed_is_replaced_only_when_it_is_saved_again(
    adam, mona_manager, best_provider
):
    address = f"/admin/accounts/user/{mona_manager.pk}/change/"
    stale = shown(adam.get(address)) | {"name": "Mona Kim", "time_zone": "America/Denver"}
    User.objects.filter(pk=mona_manager.pk).update(name="Mona Lee", time_zone="America/Denver")
    asked = adam.post(address, stale)
    assert "Someone else changed this to “Mona Lee” while the page was open." in words(asked)
    assert words(asked).count("Someone else changed this") == 1  # both chose the same time zone
    assert User.objects.get(pk=mona_manager.pk).name == "Mona Lee"
    assert shown(asked)["name"] == "Mona Kim"
    assert adam.post(address, shown(asked)).status_code == 302
    assert User.objects.get(pk=mona_manager.pk).name == "Mona Kim"
    # A row that belongs to another is asked for as well, and put back to what it was.
    skill = best_provider.capabilities.get()
    address = f"/admin/tta_requests/provider/{best_provider.pk}/change/"
    stale = shown(adam.get(address))
    (level,) = [name for name in stale if name.endswith("-0-level") and "initial" not in name]
    was, theirs = sorted({1, 2, 3} - {skill.level})
    Capability.objects.filter(pk=skill.pk).update(level=was)
    asked = adam.post(address, stale | {level: str(theirs)})
    assert "Someone else changed this to" in words(asked)
    assert adam.post(address, shown(asked) | {level: str(was)}).status_code == 302
    assert Capability.objects.get(pk=skill.pk).level == was


@pytest.mark.django_db
def test_a_new_row_takes_what_its_form_was_filled_with(adam):
    """Such as the weights of a preview, which the link back fills in."""
    values = urlencode({"year": 2044, "name": "The 2044 cohort"})
    address = f"/admin/engagements/cohort/add/?{values}"
    assert adam.post(address, shown(adam.get(address))).status_code == 302
    assert Cohort.objects.get(year=2044).name == "The 2044 cohort"


@pytest.mark.django_db
def test_the_key_of_a_row_is_not_changed_into_a_second_row(adam, as_demo):
    PopulationBand.objects.create(at_least=777_777, source="Census")
    address = "/admin/engagements/populationband/777777/change/"
    assert adam.post(address, {"at_least": "888888", "source": "Bureau"}).status_code == 302
    found = PopulationBand.objects.filter(at_least__gt=700_000)
    assert list(found.values_list("at_least", "source")) == [(777_777, "Bureau")]


@pytest.mark.django_db
def test_what_an_action_refuses_is_said_on_the_form(adam, mona_manager, monkeypatch):
    def refuse(*_args, **_keywords):
        raise Refused("Polly can't take this anymore.")

    monkeypatch.setattr("foundation.accounts.actions.people.end_sessions", refuse)
    address = f"/admin/accounts/user/{mona_manager.pk}/change/"
    answer = adam.post(address, shown(adam.get(address)) | {"name": "Mona Lee", "staff_role": ""})
    assert answer.status_code == 409
    assert "Polly can't take this anymore." in words(answer)
    assert 'value="Mona Lee"' in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_somebody_took_between_check_and_save_is_said_on_the_form(
    adam, best_provider, monkeypatch
):
    def between(change):
        """Let somebody else commit a change when the next form has been checked."""
        save = EditAdmin.save_model

        def saved(*args):
            monkeypatch.setattr(EditAdmin, "save_model", save)

            def act(_meet):
                with acting_atomic("system:demo"):
                    change()

            assert at_once(act) == [None]
            save(*args)

        monkeypatch.setattr(EditAdmin, "save_model", saved)

    place = Provider.objects.filter(pk=best_provider.pk)
    address = f"/admin/tta_requests/provider/{best_provider.pk}/change/"
    form = shown(adam.get(address))
    between(lambda: place.update(places_held=2))
    refused = adam.post(address, form | {"places": "1"})
    assert refused.status_code == 409
    assert "This provider has 2 requests now. Enter at least that many." in words(refused)
    assert place.get().places != 1

    state = State.objects.create(usps="ZZ", name="Zeta", fips="99")
    new = {"code": "zzn", "name": "Northern District of Zeta", "state": state.pk}
    between(lambda: District.objects.create(code="zzn", name="Zeta North", state=state))
    refused = adam.post("/admin/sites/district/add/", new)
    assert refused.status_code == 409
    assert "District with this Code already exists." in words(refused)
    assert District.objects.get(code="zzn").name == "Zeta North"

    District.objects.all().delete()
    between(state.delete)
    refused = adam.post("/admin/sites/district/add/", new)
    assert refused.status_code == 409
    assert "Choose an answer from the list." in words(refused)
