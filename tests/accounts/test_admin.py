"""Django admin: administrators only, through the portal's door, under the portal's policies."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import connection
from django.test import override_settings

from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.ui.edits import EditForm
from sites.models import Site
from tests.pages import words

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"
MODELS = sorted(model._meta.label_lower.replace(".", "/") for model in admin.site._registry)
ADDABLE = ("accounts/user", "accounts/setting", "sites/site", "sites/corearea")
INLINE = re.compile(
    rb'<script(?![^>]*(?:src=|type="application/json"))|<style|\sstyle="|\son[a-z]+="|javascript:'
)


@pytest.fixture
def adam(adam_admin, client_of):
    return client_of(adam_admin)


def test_a_visitor_is_sent_to_the_portals_log_in(client, db):
    answer = client.get("/admin/sites/site/", follow=True)
    assert answer.redirect_chain[-1] == ("/accounts/login/?next=/admin/sites/site/", 302)


def test_the_admins_own_log_in_leads_in(adam):
    assert adam.get("/admin/login/").url == "/admin/"


@pytest.mark.parametrize("who", ["mona_manager", "cora_coordinator", "dana_of_riverton"])
def test_nobody_but_administrators_comes_in(who, request, client_of):
    assert client_of(request.getfixturevalue(who)).get("/admin/").status_code == 403


def test_the_second_factor_is_demanded_here_too(adam):
    with override_settings(PSP_REQUIRE_MFA=True):
        assert adam.get("/admin/").url.startswith("/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("model", ["mfa/authenticator", "auth/group", "account/emailaddress"])
def test_what_libraries_bring_along_is_not_there(adam, model):
    assert adam.get(f"/admin/{model}/").status_code == 404


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_and_holds_nothing_inline(adam, model):
    page = adam.get(f"/admin/{model}/")
    assert page.status_code == 200
    assert INLINE.findall(page.content) == []


@pytest.mark.parametrize("model", ADDABLE)
def test_every_form_opens_and_holds_nothing_inline(adam, model):
    page = adam.get(f"/admin/{model}/add/")
    assert page.status_code == 200
    assert INLINE.findall(page.content) == []


def test_a_form_shows_every_column_of_a_rule_it_could_break(rf, adam_admin):
    """Django checks no rule over a column that its form leaves out (``findings/form-skips-the-rule.sh``)."""
    request = rf.get("/")
    request.user = adam_admin
    unchecked = set()
    with connection.schema_editor(collect_sql=True) as editor:
        for model, own in admin.site._registry.items():
            adds, changes = own.has_add_permission(request), own.has_change_permission(request)
            if own.form._post_clean is not EditForm._post_clean:
                continue  # it writes through an action, which refuses with a sentence
            for row in [None] * adds + [model()] * changes:
                form = own.get_form(request, row, change=row is not None)
                columns = {
                    field.column: field.name in form.base_fields for field in model._meta.fields
                }
                for rule in model._meta.constraints:
                    named = set(re.findall(r'"(\w+)"', str(rule.create_sql(model, editor))))
                    if len({columns[each] for each in columns.keys() & named}) == 2:
                        unchecked.add(rule.name)
    # ProviderForm checks it.
    assert unchecked == {"provider_holds_no_more_than_its_places"}


def test_somebody_new_sets_the_password_by_mail(adam):
    values = {"name": "Ned", "email": "Ned@example.gov", "time_zone": "America/Denver"}
    answer = adam.post(f"{PEOPLE}add/", {**values, "staff_role": "analyst", "is_active": "on"})
    assert answer.status_code == 302
    ned = User.objects.get(email="ned@example.gov")
    assert not ned.has_usable_password()
    drain(strict=True)
    assert mail.outbox[0].to == ["ned@example.gov"]
    assert ned.staff_role == ""
    assert SecurityEvent.objects.get(kind=Kind.APPROVAL_ASKED).detail["role"] == "analyst"


def test_a_changed_address_is_told_at_both(adam, mona_manager):
    """The reader of the old mailbox learns of it, though no mail of the account goes there anymore."""
    was = mona_manager.email
    facts = {"name": mona_manager.name, "time_zone": mona_manager.time_zone, "is_active": "on"}
    values = facts | {"staff_role": mona_manager.staff_role, "email": "Mona.Lee@example.gov"}
    assert adam.post(f"{PEOPLE}{mona_manager.pk}/change/", values).status_code == 302
    drain(strict=True)
    told = {tuple(each.to): each for each in mail.outbox}
    new, old = told[("mona.lee@example.gov",)], told[(was,)]
    assert "Sign in with it from now on." in new.body
    assert old.subject == "Your PSP Portal account no longer uses this email address"
    assert "contact the administrators" in old.body
    assert "mona.lee@example.gov" not in old.body
    mail.outbox.clear()
    values |= {"name": "Mona Lee"}
    assert adam.post(f"{PEOPLE}{mona_manager.pk}/change/", values).status_code == 302
    drain(strict=True)
    assert not [each for each in mail.outbox if was in each.to]


def test_no_password_hash_is_shown(adam, mona_manager):
    page = adam.get(f"{PEOPLE}{mona_manager.pk}/change/")
    assert mona_manager.password.encode() not in page.content
    assert b"md5$" not in page.content


def test_nobody_changes_the_own_role(adam, adam_admin):
    adam.post(
        f"{PEOPLE}{adam_admin.pk}/change/",
        {"name": "A", "email": "a@b.gov", "time_zone": "UTC", "staff_role": "program-manager"},
    )
    adam_admin.refresh_from_db()
    assert (adam_admin.staff_role, adam_admin.is_active) == ("administrator", True)


def test_people_are_not_deleted(adam, mona_manager):
    assert adam.post(f"{PEOPLE}{mona_manager.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_sites_facts_are_edited_and_kept(adam, adam_admin, riverton):
    page = adam.get(f"/admin/sites/site/{riverton.pk}/change/")
    values = {
        name: value
        for name, value in page.context["adminform"].form.initial.items()
        if value is not None
    }
    answer = adam.post(
        f"/admin/sites/site/{riverton.pk}/change/", {**values, "lead_agency": "Riverton PD"}
    )
    assert answer.status_code == 302, answer.context["errors"]
    assert Site.objects.get(pk=riverton.pk).lead_agency == "Riverton PD"
    assert b"update" in adam.get("/admin/sites/siteevent/").content
    with acting_atomic("system:demo"):
        event = apps.get_model("sites", "SiteEvent").objects.latest("pgh_id")
    page = words(adam.get(f"/admin/sites/siteevent/{event.pk}/change/"))
    assert f"Site {riverton.pk} changed {event.pgh_created_at:%Y-%m-%d %H:%M} UTC" in page
    assert "object (" not in page


def test_a_sites_people_are_not_listed_without_broken_glass(adam, dana_of_riverton):
    assert b"Dana of Riverton" not in adam.get("/admin/sites/membership/").content
    adam.post("/sites/riverton-ex/break-glass/", {"reason": "Complaint 12"})
    assert b"Dana of Riverton" in adam.get("/admin/sites/membership/").content
