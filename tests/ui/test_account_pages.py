"""The library's account pages wear the portal's dress: our words, no inline code, nothing from elsewhere."""

import re

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.pages import markup
from tests.ui.test_components import Attributes

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat() -> Client:
    """Somebody who just signed in with a password."""
    user = UserFactory()
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": "secret-pass"})
    return client


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert [part for part in Attributes(html).inline if part != "script"] == []
    assert not re.search(r'<img[^>]+src="data:', html)
    return html


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/password/reset/", "Reset your password"),
        ("/accounts/password/reset/done/", "Check your email"),
    ],
)
def test_visitor_reads_our_words(client, path, heading):
    assert f"<h1>{heading}</h1>" in shown(client, path)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/logout/", "Sign out?"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/reauthenticate/", "Confirm it's you"),
        ("/accounts/2fa/totp/activate/", "Set up your authenticator app"),
    ],
)
def test_signed_in_person_reads_our_words(pat, path, heading):
    assert f"<h1>{heading}</h1>" in shown(pat, path)


def test_key_is_drawn_inside_the_page(pat):
    html = shown(pat, "/accounts/2fa/totp/activate/")
    assert re.search(r'class="psp-qr"[^>]*><svg', markup(html))


def test_wrong_password_is_told_on_top_and_keeps_the_address(client):
    response = client.post("/accounts/login/", {"login": "nobody@example.gov", "password": "x"})
    html = response.content.decode()
    assert "There is a problem" in html
    assert 'value="nobody@example.gov"' in html
