"""The caseload and the log as files and under a name: the pages' own filters and eyes."""

from datetime import date

import pytest
from django.http import Http404, QueryDict

from foundation.accounts.actors import resolve
from foundation.tenancy.context import acting_atomic
from liaisons.exports import CASELOAD, UPDATES
from tests.factories.sites import MembershipFactory

pytestmark = pytest.mark.django_db


def given(exportable, user, query="", most=2):
    """Every row, read in steps of ``most``, and how many were counted."""
    with acting_atomic(f"user:{user.pk}"):
        by, asked, after, found = resolve(user), QueryDict(query), "", []
        while True:
            rows, after = exportable.rows(by, asked, after, most)
            if not rows:
                return found, exportable.count(by, asked, 100)
            assert all(len(row) == len(exportable.columns) for row in rows)
            found += rows


def test_the_log_as_a_file_shows_what_the_page_shows(
    update_of, riverton, lakeside, lee_liaison, dana_of_riverton, omar_of_lakeside
):
    for number in range(5):
        update_of(riverton, lee_liaison, summary=f"Visit {number}")
    update_of(riverton, lee_liaison, summary="Not said yet", draft=True)
    update_of(lakeside, omar_of_lakeside, summary="Of the lake")
    rows, counted = given(UPDATES, dana_of_riverton, "site=riverton-ex&last=1")
    assert sorted(row[5] for row in rows) == [f"Visit {number}" for number in range(5)]
    assert counted == 5
    with pytest.raises(Http404):
        given(UPDATES, dana_of_riverton, "site=lakeside-ex")


def test_the_caseload_as_a_file_has_a_row_a_site(
    update_of, riverton, lakeside, lee_liaison, ana_analyst
):
    with acting_atomic("system:demo"):
        MembershipFactory(
            site=lakeside, user=lee_liaison, role="strategic-site-liaison", seat="liaison"
        )
    update_of(riverton, lee_liaison)
    rows, counted = given(CASELOAD, lee_liaison, most=1)
    assert {row[0] for row in rows} == {"Riverton, EX", "Lakeside, EX"}
    assert counted == 2
    [own] = [row for row in rows if row[0] == "Riverton, EX"]
    assert own[3:7] == (3, "Lee Liaison", date(2026, 11, 20), "Visit")
    with pytest.raises(Http404):
        given(CASELOAD, lee_liaison, "show=everything")


def test_who_has_no_caseload_takes_none_along(client_of, lee_liaison, dana_of_riverton, monday):
    form = {"what": "caseload", "query": "", "format": "csv"}
    assert client_of(lee_liaison).post("/exports/new/", form).status_code == 303
    assert client_of(dana_of_riverton).post("/exports/new/", form).status_code == 422


def test_a_view_of_the_caseload_stands_above_it(client_of, lee_liaison):
    client = client_of(lee_liaison)
    page = client.get("/caseload/?show=closing&as=table").content.decode()
    assert "/views/new/?path=/caseload/&amp;query=show%3Dclosing%26as%3Dtable" in page
    view = {"path": "/caseload/", "query": "show=closing", "name": "Soon over"}
    assert client.post("/views/new/", view).status_code == 303
    assert "Soon over" in client.get("/caseload/").content.decode()
