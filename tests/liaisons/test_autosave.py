"""The draft saves itself, survives a lost session, and is never stale to its own form."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from liaisons.actions import log

pytestmark = pytest.mark.django_db


def autosave(client, pk, fields):
    answer = client.post(f"/updates/{pk}/autosave/", fields)
    return answer.status_code, json.loads(answer.content)


def test_it_says_when_it_was_saved(client_of, lee_liaison, posted, seen):
    lee_liaison.time_zone = "America/Chicago"
    lee_liaison.save()
    pk = uuid4()
    answer = autosave(client_of(lee_liaison), pk, posted())
    assert answer == (200, {"message": "Saved 12:00 pm", "version": 1})
    assert (seen()[0].pk, seen()[0].state) == (pk, "draft")


def test_what_is_not_right_yet_does_not_stop_the_rest(client_of, lee_liaison, posted, seen):
    fields = posted(kind="telepathy", when="pick", occurred_on="2026-02-30", summary="Half a sen")
    status, _ = autosave(client_of(lee_liaison), uuid4(), fields)
    (draft,) = seen()
    assert (status, draft.kind, draft.occurred_on, draft.summary) == (200, "", None, "Half a sen")


def test_it_needs_a_site(client_of, lee_liaison, posted, seen):
    status, answer = autosave(client_of(lee_liaison), uuid4(), posted(site=""))
    assert (status, answer["message"], seen()) == (
        422,
        "Choose a site so we can save the draft.",
        [],
    )


def test_a_foreign_site_is_refused(client_of, lee_liaison, lakeside, posted, seen):
    status, _ = autosave(client_of(lee_liaison), uuid4(), posted(site=lakeside.pk))
    assert (status, seen()) == (422, [])


def test_a_form_is_never_stale_to_itself(client_of, lee_liaison, posted, seen):
    client, pk, fields = client_of(lee_liaison), uuid4(), posted()
    saves = [autosave(client, pk, fields | {"summary": text})[0] for text in ("a", "ab", "abc")]
    submitted = client.post(f"/updates/new/?draft={pk}", fields | {"summary": "abcd"})
    assert (saves, submitted.status_code, seen()[0].summary) == ([200, 200, 200], 303, "abcd")


def test_two_open_forms_do_not_overwrite_each_other(client_of, lee_liaison, posted, seen):
    client, pk = client_of(lee_liaison), uuid4()
    phone, laptop = posted(summary="On the phone"), posted(summary="On the laptop")
    autosave(client, pk, phone)
    status, answer = autosave(client, pk, laptop)
    assert (status, answer["current"], seen()[0].summary) == (409, "On the phone", "On the phone")


def test_a_late_save_does_not_touch_what_was_submitted(client_of, lee_liaison, posted, seen):
    client, pk, fields = client_of(lee_liaison), uuid4(), posted()
    client.post(f"/updates/new/?draft={pk}", fields)
    status, _ = autosave(client, pk, fields | {"summary": "Older text"})
    assert (status, seen()[0].state) == (409, "submitted")
    assert seen()[0].summary == "Walked the evidence room with the property sergeant."


def test_moving_a_draft_to_the_other_site_takes_its_links_off(
    client_of, member, lakeside, riverton, dana_of_riverton, lee_liaison, request_of, posted, seen
):
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    client, pk = client_of(lee_liaison), uuid4()
    linked = posted(requests=[str(request_of(riverton, dana_of_riverton).pk)])
    autosave(client, pk, linked)
    status, _ = autosave(client, pk, linked | {"site": lakeside.pk})
    assert (status, seen()[0].site) == (200, lakeside)


def test_without_a_session_nothing_is_saved(lee_liaison, posted, seen):
    answer = Client().post(f"/updates/{uuid4()}/autosave/", posted())
    assert (answer.status_code, seen()) == (302, [])


def test_the_text_survives_a_lost_session(client_of, lee_liaison, posted):
    client = client_of(lee_liaison)
    autosave(client, uuid4(), posted(summary="The temperature log is still on paper."))
    client.session.flush()
    assert client.get("/updates/new/").status_code == 302
    text = client_of(lee_liaison).get("/updates/new/").content.decode()
    assert "The temperature log is still on paper." in text
    assert "Your text is safe" in text


def test_a_form_that_was_never_saved_keeps_its_address(client_of, lee_liaison):
    first, second = (
        client_of(lee_liaison).get("/updates/new/").context["shown"].pk for _ in range(2)
    )
    assert first == second


def test_two_people_never_share_a_forms_address(client_of, member, lakeside, lee_liaison):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    mine, theirs = (
        client_of(user).get("/updates/new/").context["shown"].pk for user in (lee_liaison, other)
    )
    assert mine != theirs


def test_the_next_update_has_an_address_of_its_own(client_of, lee_liaison, posted):
    client = client_of(lee_liaison)
    first = client.get("/updates/new/").context["shown"].pk
    client.post(f"/updates/new/?draft={first}", posted())
    assert client.get("/updates/new/").context["shown"].pk != first


@pytest.mark.parametrize("person", ["dana_of_riverton", "cora_coordinator", "advisor_of_riverton"])
def test_only_liaisons_save_drafts(request, client_of, person, posted, seen):
    client = client_of(request.getfixturevalue(person))
    assert client.post(f"/updates/{uuid4()}/autosave/", posted()).status_code == 403
    assert seen() == []


def test_two_first_saves_at_once_make_one_draft(as_actor, lee_liaison, riverton, seen, monkeypatch):
    pk, edit = uuid4(), log.Edit(0, "one-and-the-same-form")
    looked = []
    locked = log._locked

    def look_too_early(asked):
        looked.append(asked)
        return None if len(looked) in {1, 2} else locked(asked)

    monkeypatch.setattr(log, "_locked", look_too_early)
    for text in ("First", "Second"):
        with as_actor(lee_liaison) as lee:
            log.save_draft(pk=pk, site=riverton, values={"summary": text}, edit=edit, by=lee)
    assert [(row.pk, row.summary) for row in seen()] == [(pk, "Second")]
