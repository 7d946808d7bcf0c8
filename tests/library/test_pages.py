"""The pages of the library: what each reader finds and does there, and what nothing is lost of."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.calendars import clock
from foundation.files.intake import check
from foundation.tenancy.context import acting_atomic
from library.actions import resources
from library.models import Resource
from tests.library.conftest import NOW, VALUES
from tests.pages import words

pytestmark = pytest.mark.django_db
LIST = "/resources/"
MAX_STATEMENTS = 7


def test_a_list_from_nothing_to_two_pages_keeps_its_ceiling(
    act, client_of, standards, add, riverton, mona_manager, dana_of_riverton, statements_of
):
    client = client_of(dana_of_riverton)
    assert "No resources yet." in words(client.get(LIST))
    few = statements_of(dana_of_riverton, LIST)
    for number in range(27):
        add(mona_manager, title=f"Guide {number}", review_by=date(2026, 11, 20))
    assert statements_of(dana_of_riverton, LIST) == few <= MAX_STATEMENTS
    assert statements_of(dana_of_riverton, f"{LIST}?q=guide&area=gun-violence") <= MAX_STATEMENTS
    with clock.frozen(NOW.replace(day=21)):
        first = client.get(LIST)
    assert words(first).count("Review was due") == 25
    second = client.get(first.context["next"])
    assert len(second.context["lines"]) == 2
    assert "Newest resources" in words(second)
    assert client.get(f"{LIST}?after=made-up").status_code == 404
    assert "No resources match these filters." in words(client.get(f"{LIST}?type=video"))
    assert len(client.get(f"{LIST}?type=nonsense").context["lines"]) == 25


def test_visitors_read_and_download_what_is_public_and_no_names(
    add, riverton, mona_manager, dana_of_riverton
):
    file = check(BytesIO(b"One"), "review.txt")
    public = add(mona_manager, audience="public", url="", file=file, title="Public guide")
    others = [add(mona_manager, title="Network guide"), add(dana_of_riverton, site=riverton)]
    visitor = Client()
    page = words(visitor.get(LIST))
    assert "Public guide" in page
    assert "Network guide" not in page
    page = words(visitor.get(public.get_absolute_url()))
    assert mona_manager.name not in page
    assert "Mark as useful" not in page
    sent = visitor.get(f"{public.get_absolute_url()}file/")
    assert b"".join(sent.streaming_content) == b"One"
    for each in others:
        assert visitor.get(each.get_absolute_url()).status_code == 404
        assert visitor.get(f"{each.get_absolute_url()}file/").status_code == 404


def test_a_contact_adds_edits_replaces_reviews_and_archives_a_resource_of_the_site(
    client_of, standards, gun_violence, riverton, dana_of_riverton, mayor_of_riverton
):
    client = client_of(dana_of_riverton)
    form = VALUES | {
        "core_areas": [gun_violence.slug],
        "audience": "site",
        "review_by": "2027-11-02",
    }
    refused = client.post(f"{LIST}new/", form)
    assert "Choose the site that can read it." in words(refused)
    assert "One page for each shooting." in words(refused)
    added = client.post(f"{LIST}new/", form | {"site": riverton.slug}, follow=True)
    assert "Resource added." in words(added)
    with acting_atomic("system:demo"):
        made = Resource.objects.get()
    at = made.get_absolute_url()
    edited = client.post(
        f"{at}change/", form | {"title": "Daily review", "version": 1}, follow=True
    )
    assert "Daily review" in words(edited)
    stale = client.post(f"{at}change/", form | {"title": "Lost?", "version": 1})
    assert (stale.status_code, "Lost?" in stale.content.decode()) == (409, True)
    upload = SimpleUploadedFile("review.txt", b"One")
    replaced = client.post(f"{at}replace/", {"url": "", "file": upload, "version": 2}, follow=True)
    assert "review.txt (text file, 1 KB)" in words(replaced)
    reviewed = client.post(f"{at}review/", {"review_by": "2028-01-03", "version": 3}, follow=True)
    assert "Last reviewed Nov 2, 2026" in words(reviewed)
    marked = client.post(f"{at}useful/", follow=True)
    assert "1 person found it useful" in words(marked)
    assert "Marked as useful." not in words(client.post(f"{at}not-useful/", follow=True))
    archived = client.post(f"{at}archive/", {"reason": "Old.", "version": 4}, follow=True)
    assert "This resource is archived" in words(archived)
    assert "Daily review" not in words(client.get(LIST))
    restored = client.post(f"{at}restore/", {"version": 5}, follow=True)
    assert "Resource restored." in words(restored)
    reader = client_of(mayor_of_riverton)
    assert "Keep it up to date" not in words(reader.get(at))
    assert reader.get(f"{at}change/").status_code == 403


def test_a_requests_page_suggests_what_helps_and_says_why(
    act, client_of, add, sent_by, riverton, lakeside, mona_manager, dana_of_riverton
):
    request = sent_by(dana_of_riverton, riverton)
    shared = add(mona_manager, title="Guide to reviews")
    add(mona_manager, site=lakeside, title="Lakeside's own")
    client = client_of(dana_of_riverton)
    client.post(f"{shared.get_absolute_url()}useful/")
    page = words(client.get(f"/requests/{request.number}/"))
    assert "Resources that may help Guide to reviews Gun Violence. 1 person found it useful" in page
    assert "Lakeside's own" not in page
    with act(mona_manager) as by:
        resources.archive(shared, reason="Old.", version=1, by=by)
    assert "Resources that may help" not in words(client.get(f"/requests/{request.number}/"))
