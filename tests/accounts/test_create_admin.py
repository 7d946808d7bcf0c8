"""The command that makes the first administrator."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from foundation.accounts.models import User
from foundation.audit.models import SecurityEvent
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic

pytestmark = pytest.mark.django_db


def create(*arguments):
    out = StringIO()
    call_command("create_admin", *arguments, stdout=out)
    return out.getvalue()


def test_it_makes_an_administrator_who_sets_the_password_by_mail():
    create("First@Agency.gov", "First Last")
    first = User.objects.get(email="first@agency.gov")
    assert first.is_superuser
    assert not first.has_usable_password()
    drain(strict=True)
    assert [each.to for each in mail.outbox] == [["first@agency.gov"]]


def test_the_printed_link_opens_the_page_of_the_password(client):
    told = create("first@agency.gov", "First Last", "--link")
    path = re.search(r"https?://[^/]+(/\S+)", told)[1]
    page = client.get(path, follow=True)
    assert page.status_code == 200
    assert b'type="password"' in page.content


def test_no_link_is_printed_unasked():
    assert "http" not in create("first@agency.gov", "First Last")


def test_it_stands_in_the_security_log(as_demo):
    create("first@agency.gov", "First Last")
    with acting_atomic("system:demo"):
        line = SecurityEvent.objects.get(kind="role-changed")
    assert (line.principal, line.user_id) == ("system:accounts", None)


@pytest.mark.parametrize(
    ("email", "sentence"), [("no-address", "valid e"), ("Ana@agency.gov", "already exists")]
)
def test_a_wrong_or_known_address_is_refused(email, sentence):
    create("ana@agency.gov", "Ana")
    with pytest.raises(CommandError, match=sentence):
        create(email, "Somebody Else")
    assert User.objects.count() == 1
