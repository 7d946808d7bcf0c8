"""A site's resource is moved to everyone: added again by who may share it, while the site's own is archived."""

from datetime import date
from io import BytesIO

import pytest

from foundation.files.intake import check
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from library.actions import sharing
from library.errors import Archived, FileNotCleared, NotYourResource
from library.models import Resource, ResourceFile
from library.querysets import file_of
from tests.pages import words

pytestmark = pytest.mark.django_db
LATER = date(2028, 1, 3)
SAID = {"title": "Review form", "summary": "For any site.", "review_by": LATER}


@pytest.fixture
def own(add, riverton, dana_of_riverton) -> Resource:
    """Return a file of Riverton's own."""
    file = check(BytesIO(b"One"), "review.txt")
    return add(dana_of_riverton, site=riverton, url="", file=file)


def test_who_shares_at_the_site_confirms_it_on_a_page(
    act, client_of, own, champion_of_riverton, dana_of_riverton, omar_of_lakeside
):
    at = own.get_absolute_url()
    assert "Share with everyone" not in words(client_of(dana_of_riverton).get(at))
    assert client_of(dana_of_riverton).get(f"{at}share/").status_code == 403
    assert client_of(omar_of_lakeside).get(f"{at}share/").status_code == 404
    client = client_of(champion_of_riverton)
    assert "Share with everyone" in words(client.get(at))
    asked = words(client.get(f"{at}share/"))
    assert "what only Riverton, EX should know" in asked
    form = {"title": "Review form", "summary": "For any site.", "review_by": "2026-11-01"}
    refused = client.post(f"{at}share/", form | {"version": 1})
    assert "Enter a review date after today." in words(refused)
    assert "For any site." in words(refused)
    done = client.post(f"{at}share/", form | {"review_by": "2028-01-03", "version": 1}, follow=True)
    assert "Resource shared with everyone." in words(done)
    assert "as “Review form”" in words(client.get(at))
    with act(omar_of_lakeside) as by:
        [shared] = Resource.objects.visible_to(by)
        assert file_of(by, shared).sha256 == file_of_site(own).sha256
    said = (shared.audience, shared.site, shared.owner, shared.type)
    assert said == ("network", None, champion_of_riverton, "guide")
    assert (shared.title, shared.summary) == ("Review form", "For any site.")


def file_of_site(own: Resource) -> ResourceFile:
    with acting_atomic("system:demo"):
        return ResourceFile.objects.of_resource(own.pk).get()


def test_nothing_is_shared_that_may_not_be(
    act, add, own, mona_manager, cora_coordinator, dana_of_riverton, lee_liaison
):
    for who in (dana_of_riverton, lee_liaison):
        with act(who) as by, pytest.raises(NotYourResource):
            sharing.share(own, **SAID, version=1, by=by)
    with act(mona_manager) as by, pytest.raises(NotYourResource):
        sharing.share(add(mona_manager), **SAID, version=1, by=by)
    with acting_atomic("system:demo"):
        ResourceFile.objects.of_resource(own.pk).update(scan="pending")
    with act(cora_coordinator) as by:
        with pytest.raises(StaleEdit):
            sharing.share(own, **SAID, version=9, by=by)
        with pytest.raises(FileNotCleared):
            sharing.share(own, **SAID, version=1, by=by)
        assert not Resource.objects.get(pk=own.pk).is_archived
    with acting_atomic("system:demo"):
        ResourceFile.objects.of_resource(own.pk).update(scan="clean")
    with act(cora_coordinator) as by:
        sharing.share(own, **SAID, version=1, by=by)
        with pytest.raises(Archived):
            sharing.share(own, **SAID, version=2, by=by)
