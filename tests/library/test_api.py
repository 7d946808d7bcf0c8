"""The API of the library: it finds what the page finds."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_api_lists_searches_and_reads_what_the_caller_reads(
    add, caller, riverton, mona_manager, omar_of_lakeside
):
    own, shared = add(mona_manager, site=riverton), add(mona_manager, title="Camera form")
    call = caller(omar_of_lakeside)
    found = call.get("/resources/?q=cameras").json()["results"]
    assert [each["slug"] for each in found] == [shared.slug]
    assert call.get("/resources/?type=nonsense").status_code == 422
    one = call.get(f"/resources/{shared.slug}/")
    assert (one.status_code, one["ETag"]) == (200, '"1"')
    assert call.get(f"/resources/{own.slug}/").status_code == 404
