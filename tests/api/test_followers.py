"""Following a request in the API: each person sees and changes their own following alone."""

import pytest

from tests.api.conftest import Caller
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture
from tta_requests.actions import followers

pytestmark = pytest.mark.django_db


def test_a_program_follows_for_its_person_and_stops(
    put_in,  # noqa: F811 -- the fixture
    act,
    token_of,
    mayor_of_riverton,
    lee_liaison,
):
    followed = put_in("triage")
    with act(mayor_of_riverton) as by:
        followers.follow(followed, by=by)
    path = f"/requests/{followed.number}/followers/"
    lee, mayor = Caller(token_of(lee_liaison)), Caller(token_of(mayor_of_riverton))
    assert len(mayor.get(path).json()["results"]) == 1
    assert lee.get(path).json() == {"results": [], "next": None}
    for follows in (True, True, False):
        answer = lee.post(path, {"follow": follows})
        assert (answer.status_code, len(answer.json()["results"])) == (200, int(follows))
    assert len(mayor.get(path).json()["results"]) == 1
    assert lee.post(path, {"follow": "perhaps"}).status_code == 422


def test_who_reads_a_request_by_breaking_glass_does_not_follow_it(
    put_in,  # noqa: F811 -- the fixture
    token_of,
    adam_admin,
):
    caller = Caller(token_of(adam_admin))
    answer = caller.post(f"/requests/{put_in('triage').number}/followers/", {"follow": True})
    assert answer.status_code in {403, 404}
