"""Accomplishments by the API: a site's own in every state, and of other sites what the public reads."""

import pytest

from foundation.tenancy.context import acting_atomic
from sites.models import Site
from tests.dashboards.conftest import publish
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOBODY = dict.fromkeys(("attested_by", "verified_by", "cleared_by", "published_by"))
FIGURE = {"label": "Detectives", "before": "12", "after": "18", "period": "2026"}


def test_own_ones_in_every_state_and_published_ones_of_others(
    riverton, lakeside, caller, dana_of_riverton, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        draft = publish(riverton, status="draft", published_at=None, author=UserFactory(), **NOBODY)
        shown = publish(riverton, headline="Six more", figures=[FIGURE])
        gone = publish(riverton, status="withdrawn")
    dana, omar = caller(dana_of_riverton), caller(omar_of_lakeside)
    paths = {each: f"/accomplishments/{each.pk}/" for each in (draft, shown, gone)}
    assert len(dana.get("/accomplishments/?site=riverton-ex").json()["results"]) == 3
    drafts = dana.get("/accomplishments/?state=draft").json()["results"]
    assert [row["id"] for row in drafts] == [str(draft.pk)]
    assert dana.get("/accomplishments/?state=nonsense").status_code == 422
    got = dana.get(paths[shown])
    assert got.json()["figures"] == [FIGURE | {"unit": ""}]
    assert dana.get(paths[shown], If_None_Match=got["ETag"]).status_code == 304
    # The public reads nothing of a demonstration site, and neither do other sites.
    assert omar.get("/accomplishments/").json()["results"] == []
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=False)
    assert [omar.get(path).status_code for path in paths.values()] == [404, 200, 404]
    assert [row["id"] for row in omar.get("/accomplishments/").json()["results"]] == [str(shown.pk)]
