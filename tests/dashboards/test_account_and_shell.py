"""My account, and what the shell says on every page."""

import pytest

from tests.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def test_a_visitor_has_no_account(client):
    assert client.get("/account/").status_code == 302


def test_my_account_says_who_i_am(client_of, dana_of_riverton):
    said = words(client_of(dana_of_riverton).get("/account/"))
    assert dana_of_riverton.email in said
    assert "Riverton, EX Point of Contact Law enforcement" in said


def test_my_account_leads_to_password_factor_and_mail(client_of, dana_of_riverton):
    page = client_of(dana_of_riverton).get("/account/").content.decode()
    for path in (
        "/accounts/password/change/",
        "/accounts/2fa/totp/activate/",
        "/inbox/preferences/",
    ):
        assert f'href="{path}"' in page


@pytest.mark.parametrize(
    "who", ["dana_of_riverton", "cora_coordinator", "pat_provider", "adam_admin"]
)
def test_everybody_signed_in_has_an_account_page(request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get("/account/").status_code == 200


def test_the_switch_names_the_only_site(client_of, dana_of_riverton):
    assert "Site Riverton, EX" in words(client_of(dana_of_riverton).get("/account/"))


def test_the_switch_names_all_sites_for_staff(client_of, cora_coordinator, riverton):
    assert "Site All sites" in words(client_of(cora_coordinator).get("/account/"))


def test_invented_data_say_so_on_every_page_of_the_signed_in(client_of, dana_of_riverton):
    assert "Demonstration data" in words(client_of(dana_of_riverton).get("/account/"))


def test_an_executive_has_our_site_and_no_day(client_of, mayor_of_riverton):
    said = words(client_of(mayor_of_riverton).get("/account/"))
    assert "Our site" in said
    assert "My day" not in said


def test_staff_have_a_day_and_no_site_of_their_own(client_of, cora_coordinator, riverton):
    said = words(client_of(cora_coordinator).get("/account/"))
    assert "My day" in said
    assert "Our site" not in said
