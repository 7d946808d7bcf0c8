"""Signing in, out, and getting back in; nobody signs up."""

import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts import links
from foundation.accounts.middleware import TOUCH_SECONDS
from foundation.accounts.models import PortalSession as Session
from foundation.accounts.models import User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.outbox.worker import drain
from tests.factories.accounts import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
NEW = "a quiet river at noon"


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()


@pytest.fixture
def dora() -> User:
    return UserFactory(email="dora@example.gov", password="secret-pass")


def sign_in(client, login="dora@example.gov", **more):
    return client.post(LOGIN, {"login": login, "password": "secret-pass", **more})


def kinds() -> list[str]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_a_person_signs_in_and_goes_to_my_day(client, dora):
    answer = sign_in(client)
    assert (answer.status_code, answer.url) == (302, "/my-day/")
    assert client.session["_auth_user_id"] == str(dora.pk)
    assert kinds() == [Kind.SIGNED_IN]


@pytest.mark.parametrize("login", ["DORA@example.gov", " dora@EXAMPLE.gov "])
def test_the_case_of_an_address_does_not_matter(client, dora, login):
    assert sign_in(client, login).status_code == 302


def test_an_address_is_stored_in_lower_case(db):
    assert UserFactory(email="Mixed@Example.GOV").email == "mixed@example.gov"


def test_the_database_refuses_an_address_in_mixed_case(dora):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=dora.pk).update(email="Dora@example.gov")


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, dora):
    wrong = sign_in(client, password="wrong-password")
    unknown = sign_in(client, login="nobody@example.gov", password="wrong-password")

    def sentences(page):
        return re.findall(rb"The email[^<]+|incorrect[^<]*", page.content)

    assert wrong.status_code == unknown.status_code
    assert sentences(wrong) == sentences(unknown)
    assert kinds() == [Kind.SIGN_IN_FAILED, Kind.SIGN_IN_FAILED]


def test_no_password_is_ever_logged(client, dora):
    sign_in(client, password="my-other-secret")
    assert "my-other-secret" not in str(list(SecurityEvent.objects.values()))


def test_wrong_passwords_are_counted(client, dora):
    for _ in range(5):
        sign_in(client, password="wrong-password")
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_next_is_followed_inside_the_portal_only(client, dora):
    assert sign_in(client, next="/inbox/").url == "/inbox/"
    client.logout()
    assert sign_in(client, next="https://evil.example/").url == "/my-day/"


def test_a_deactivated_person_does_not_get_in(client, dora):
    User.objects.filter(pk=dora.pk).update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_a_deactivated_persons_session_ends(client_of, dora):
    client = client_of(dora)
    User.objects.filter(pk=dora.pk).update(is_active=False)
    assert client.get("/inbox/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "password/set/",
        "login/code/confirm/",
    ],
)
def test_doors_that_do_not_exist(client, client_of, dora, path):
    assert client.get(f"/accounts/{path}").status_code == 404
    assert client_of(dora).post(f"/accounts/{path}").status_code == 404


def test_signing_out_is_a_post(client_of, dora):
    client = client_of(dora)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/").url == "/"
    assert "_auth_user_id" not in client.session
    assert kinds()[-1] == Kind.SIGNED_OUT


def test_every_page_of_the_portal_asks_for_a_log_in(client, db):
    answer = client.get("/inbox/?unread=1")
    assert answer.url == f"{LOGIN}?next=/inbox/%3Funread%3D1"


def test_a_forgotten_password_is_reset_by_mail(client, dora):
    client.post("/accounts/password/reset/", {"email": "Dora@example.gov"})
    drain(strict=True)
    assert [message.to for message in mail.outbox] == [["dora@example.gov"]]
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    dora.refresh_from_db()
    assert dora.check_password(NEW)
    assert Kind.PASSWORD_CHANGED in kinds()
    assert client.get(link, follow=True).context.get("token_fail")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, dora):
    known = client.post("/accounts/password/reset/", {"email": "dora@example.gov"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.gov"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    drain(strict=True)
    assert len(mail.outbox) == 1


def test_the_links_host_is_ours_whatever_the_request_says(client, dora, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(
        "/accounts/password/reset/", {"email": "dora@example.gov"}, headers={"host": "evil.example"}
    )
    drain(strict=True)
    assert "evil.example" not in mail.outbox[0].body
    assert settings.PUBLIC_BASE_URL in mail.outbox[0].body


def test_an_account_without_a_password_gets_one_by_link(client, db):
    user = User.objects.create(email="new@example.gov", name="New", password="")
    with transaction.atomic():
        links.send_password_link(user)
    drain(strict=True)
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_a_password_is_changed_by_who_knows_it(client_of, dora, django_capture_on_commit_callbacks):
    client = client_of(dora)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            "/accounts/password/change/",
            {"oldpassword": "secret-pass", "password1": NEW, "password2": NEW},
        )
    dora.refresh_from_db()
    assert dora.check_password(NEW)
    drain(strict=True)
    assert mail.outbox[0].to == [dora.email]


def test_a_new_password_is_asked_for_in_the_words_of_the_invitation(client, client_of, dora):
    """Changed while signed in, and set behind a mailed link."""
    client.post("/accounts/password/reset/", {"email": "dora@example.gov"})
    drain(strict=True)
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    two = {"password1": NEW, "password2": f"{NEW} or not"}
    behind_link = client.post(form, two)
    changed = client_of(dora).post(
        "/accounts/password/change/", {"oldpassword": "secret-pass", **two}
    )
    for page in (behind_link, changed):
        assert "Confirm password: The passwords don't match." in words(page)
        assert "New password" in words(page)
    assert "Current password" in words(changed)
    dora.refresh_from_db()
    assert dora.check_password("secret-pass")


def test_a_short_password_is_refused(client_of, dora):
    client_of(dora).post(
        "/accounts/password/change/",
        {"oldpassword": "secret-pass", "password1": "short", "password2": "short"},
    )
    dora.refresh_from_db()
    assert dora.check_password("secret-pass")


def test_a_refused_form_of_an_account_answers_422_and_names_the_cure(client, client_of, dora):
    dora_in = client_of(dora)
    wrong = {"login": "dora@example.gov", "password": "not it"}
    change = {"oldpassword": "not it", "password1": NEW, "password2": NEW}
    for browser, path, values, cure in (
        (client, "/accounts/login/", wrong, "Try again, or reset your password."),
        (client, "/accounts/password/reset/", {"email": "dora"}, "such as name@agency.gov"),
        (dora_in, "/accounts/password/change/", change, "Enter the one you sign in with now."),
    ):
        page = browser.post(path, values)
        assert (path, page.status_code) == (path, 422)
        assert cure in words(page)
        assert browser.get(path).status_code == 200
    assert SecurityEvent.objects.filter(kind=Kind.SIGN_IN_FAILED).exists()  # stored all the same


def test_a_changed_password_leads_back_to_my_account(client_of, dora):
    values = {"oldpassword": "secret-pass", "password1": NEW, "password2": NEW}
    changed = client_of(dora).post("/accounts/password/change/", values)
    assert changed.headers["Location"] == "/account/"


def test_a_session_ends_after_thirty_idle_minutes(client, dora):
    sign_in(client)
    session = Session.objects.get(pk=client.session.session_key)
    left = session.expire_date.timestamp() - time.time()
    assert 29 * 60 < left <= 30 * 60


def test_a_session_is_touched_at_most_once_a_minute(client, dora):
    sign_in(client)
    client.get("/accounts/password/change/")
    first = client.session["used_at"]
    client.get("/accounts/password/change/")
    assert client.session["used_at"] == first
    session = client.session
    session["used_at"] = first - TOUCH_SECONDS
    session.save()
    client.get("/accounts/password/change/")
    assert client.session["used_at"] >= first


def test_the_session_cookie_is_for_the_browser_only(client, dora):
    cookie = sign_in(client).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == ""


def test_signing_in_changes_the_sessions_key(client, dora):
    client.get(LOGIN)
    session = client.session
    session["before"] = "1"
    session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_reverse_names_lead_to_our_own_pages(db):
    assert reverse("mfa_activate_totp") == "/accounts/2fa/totp/activate/"
