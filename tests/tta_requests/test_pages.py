"""The pages of requests, as each role meets them."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(sent_by, dana_of_riverton, riverton, best_provider, second_provider, drain):
    request = sent_by(dana_of_riverton, riverton)
    drain()
    return request


def test_the_request_page_tells_its_site_who_has_it(client_of, dana_of_riverton, offered):
    page = client_of(dana_of_riverton).get(f"/requests/{offered.number}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Waiting for Demonstration Provider 1. Nothing is needed from you now." in text
    assert "Why this provider" in text
    assert "Weights version" in text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("dana_of_riverton", 200),
        ("mayor_of_riverton", 200),
        ("lee_liaison", 200),
        ("champion_of_riverton", 200),
        ("atf_of_riverton", 200),
        ("advisor_of_riverton", 200),
        ("cora_coordinator", 200),
        ("mona_manager", 200),
        ("ana_analyst", 200),
        ("pat_provider", 200),
        ("sam_provider", 404),
        ("omar_of_lakeside", 404),
        ("adam_admin", 403),
    ],
)
def test_who_opens_a_request(request, client_of, offered, who, status):
    client = client_of(request.getfixturevalue(who))
    assert client.get(f"/requests/{offered.number}/").status_code == status
