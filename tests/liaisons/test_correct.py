"""A submitted update is corrected by its author; the old version is kept."""

import re

import pytest
from django.db import InternalError, transaction

from foundation.calendars.days import end_of
from foundation.tenancy.context import acting_atomic
from liaisons.actions import log
from liaisons.errors import NotYours
from liaisons.models import EngagementUpdate
from liaisons.querysets.updates import versions_of

pytestmark = pytest.mark.django_db
OLD = "Walked the evidence room with the property sergeant."


@pytest.fixture
def page_of(visit):
    return f"/updates/{visit.pk}/correct/"


def versions(pk):
    with acting_atomic("system:demo"):
        return [row.summary for row in versions_of(EngagementUpdate.objects.get(pk=pk))]


def test_the_form_shows_what_is_on_the_record(client_of, lee_liaison, page_of):
    text = client_of(lee_liaison).get(page_of).content.decode()
    assert OLD in text
    assert 'value="2026-11-20"' in text


def test_a_correction_keeps_the_old_version(client_of, lee_liaison, visit, page_of, posted):
    fields = posted(version="1", summary="Walked it with the captain.")
    assert client_of(lee_liaison).post(page_of, fields).status_code == 303
    assert versions(visit.pk) == [OLD, "Walked it with the captain."]
    text = client_of(lee_liaison).get(f"/updates/{visit.pk}/").content.decode()
    assert OLD in text
    assert "Walked it with the captain." in text


def test_an_autosaved_draft_leaves_no_version(client_of, lee_liaison, draft, posted):
    client = client_of(lee_liaison)
    fields = posted(version="1", summary="Not for anybody's eyes yet")
    client.post(f"/updates/{draft.pk}/autosave/", fields)
    client.post(f"/updates/new/?draft={draft.pk}", fields | {"summary": "For the record"})
    assert versions(draft.pk) == ["For the record"]


def test_a_stale_correction_answers_409_with_both_texts(
    client_of, lee_liaison, visit, page_of, posted
):
    client = client_of(lee_liaison)
    client.post(page_of, posted(version="1", summary="From my laptop."))
    answer = client.post(page_of, posted(version="1", summary="From my phone."))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "From my laptop." in text
    assert "From my phone." in text
    assert re.findall(r'name="version" value="(\d+)"', text) == ["2"]
    assert versions(visit.pk) == [OLD, "From my laptop."]


def test_a_double_correction_is_one_version(client_of, lee_liaison, visit, page_of, posted):
    client, fields = client_of(lee_liaison), posted(version="1", summary="Once.")
    assert [client.post(page_of, fields).status_code for _ in range(2)] == [303, 303]
    assert versions(visit.pk) == [OLD, "Once."]


def test_the_site_stays(client_of, member, lakeside, lee_liaison, visit, page_of, posted, seen):
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    client_of(lee_liaison).post(page_of, posted(version="1", site=lakeside.pk, summary="New"))
    assert (seen()[0].site_id, seen()[0].summary) == (visit.site_id, "New")


def test_a_refused_correction_changes_nothing(client_of, lee_liaison, visit, page_of, posted):
    answer = client_of(lee_liaison).post(page_of, posted(version="1", summary=""))
    assert (answer.status_code, versions(visit.pk)) == (422, [OLD])


def test_a_colleague_who_is_liaison_elsewhere_is_refused(
    client_of, member, lakeside, riverton, visit, page_of, posted
):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    member(riverton, "program-advisor", "advisor", user=other)
    answer = client_of(other).post(page_of, posted(version="1", summary="Not mine"))
    assert (answer.status_code, versions(visit.pk)) == (403, [OLD])


def test_the_action_refuses_another_author(as_actor, visit, dana_of_riverton):
    with pytest.raises(NotYours), as_actor(dana_of_riverton) as dana:
        log.correct(visit, values={"summary": "Mine"}, edit=log.Edit(1), by=dana)


def test_an_author_who_left_the_seat_corrects_nothing(
    as_actor, member, riverton, visit, lee_liaison
):
    from datetime import date

    from sites.models import Membership

    with acting_atomic("system:demo"):
        Membership.objects.filter(user=lee_liaison).update(
            ends_at=end_of(date(2026, 11, 1), "America/Chicago")
        )
    with pytest.raises(NotYours), as_actor(lee_liaison) as lee:
        log.correct(visit, values={"summary": "Late"}, edit=log.Edit(1), by=lee)


def test_the_database_never_makes_a_draft_of_it_again(visit):
    with pytest.raises(InternalError), acting_atomic("system:demo"), transaction.atomic():
        EngagementUpdate.objects.filter(pk=visit.pk).update(state="draft", submitted_at=None)


def test_the_database_keeps_what_was_submitted(visit):
    with pytest.raises(InternalError), acting_atomic("system:demo"), transaction.atomic():
        EngagementUpdate.objects.filter(pk=visit.pk).delete()


def test_only_requests_of_the_updates_site_are_offered(
    client_of, member, lakeside, riverton, omar_of_lakeside, dana_of_riverton, request_of,
    lee_liaison, page_of,
):  # fmt: skip
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    here = request_of(riverton, dana_of_riverton)
    request_of(lakeside, omar_of_lakeside, number="PSP-2026-0043")
    form = client_of(lee_liaison).get(page_of).context["form"]
    assert list(form.fields["requests"].queryset) == [here]
