"""The administration finds people, sites and organizations however they are typed, as the portal does."""
# ruff: noqa: RUF001 -- quotation marks that look alike are what these tests are about

import pytest
from django.contrib import admin

from foundation.accounts.models import Organization, User
from foundation.tenancy.context import acting_atomic
from psp_portal.admin import Narrowed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
# Searched in another way on purpose: by the beginning of a key, or for an address of the network.
OTHERWISE = {"outbox.message", "audit.securityevent"}


@pytest.fixture
def found(client_of, adam_admin):
    """Return the rows of a list of the administration for what was typed."""
    client = client_of(adam_admin)

    def look(path, typed):
        answer = client.get(f"/admin/{path}/", {"q": typed})
        assert answer.status_code == 200
        return {str(row) for row in answer.context["cl"].result_list}

    return look


@pytest.mark.parametrize(
    "typed",
    [
        "nunez",
        "NÚÑEZ",
        "Nun\u0303ez",
        "maria nunez",
        "Núñez, María",
        "nu\u00adnez\u200b",
        "maria.nunez@",
    ],
)
def test_a_person_is_found_in_the_administration(typed, found):
    person = UserFactory(name="María Elena Núñez", email="maria.nunez@agency.example.gov")
    assert found("accounts/user", typed) == {str(person)}


@pytest.mark.parametrize("typed", ["saint louis", "St Louis", "o’brien", "OBrien st. louis"])
def test_an_organization_is_found_in_the_administration(typed, found):
    Organization.objects.create(name="St. Louis O'Brien Institute")
    assert found("accounts/organization", typed) == {"St. Louis O'Brien Institute"}


def test_a_site_is_found_in_the_administration(found, riverton):
    with acting_atomic("system:demo"):
        riverton.name = "Doña Ana\u2013Example, EX"
        riverton.save(update_fields=["name"])
    assert found("sites/site", "dona ana-example") == {"Doña Ana\u2013Example, EX"}
    assert found("sites/site", "dona bob") == set()


def test_no_word_and_no_text_leave_the_list_as_it_is(found):
    everybody = {str(user) for user in User.objects.all()}
    assert found("accounts/user", "") == everybody
    assert found("accounts/user", " \u200b ") == everybody


def test_every_other_list_of_the_administration_folds(client_of, adam_admin, found):
    """A list that is searched in Django's own way says so here."""
    from psp_portal.admin import _is_text

    own = {
        model._meta.label_lower
        for model, each in admin.site._registry.items()
        if each.search_fields and not all(_is_text(model, name) for name in each.search_fields)
    }
    assert own <= OTHERWISE, own
    assert all(isinstance(each, Narrowed) for each in admin.site._registry.values())
    for model, each in admin.site._registry.items():
        if each.search_fields:
            found(f"{model._meta.app_label}/{model._meta.model_name}", "o’brien st. louis")
