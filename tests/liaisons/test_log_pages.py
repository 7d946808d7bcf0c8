"""Logging from the pages: the form, its refusals, drafts, double and stale submits."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from foundation.tenancy.context import acting_atomic
from tests.liaisons.conftest import TODAY
from tests.pages import markup, words

pytestmark = pytest.mark.django_db
NEW = "/updates/new/"


def address(pk) -> str:
    return f"{NEW}?draft={pk}"


def test_four_answers_are_enough(client_of, lee_liaison, riverton, posted, seen):
    pk = uuid4()
    response = client_of(lee_liaison).post(address(pk), posted())
    assert (response.status_code, response["Location"]) == (303, f"/updates/{pk}/")
    (update,) = seen()
    assert (update.pk, update.site, update.author, update.state) == (
        pk,
        riverton,
        lee_liaison,
        "submitted",
    )
    assert (update.kind, update.occurred_on, update.risk, update.next_contact_on) == (
        "visit",
        TODAY,
        "none",
        None,
    )


def test_the_form_asks_for_the_only_site_by_itself(client_of, lee_liaison, riverton):
    text = client_of(lee_liaison).get(NEW).content.decode()
    assert f'<option value="{riverton.pk}" selected>' in text


def test_a_liaison_of_two_sites_chooses(client_of, member, lakeside, lee_liaison, riverton):
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    text = client_of(lee_liaison).get(NEW).content.decode()
    _, _, sites = text.partition('<select name="site"')
    sites, _, _ = sites.partition("</select>")
    assert re.findall(r'<option value="(\d*)"( selected)?>', sites) == [
        ("", " selected"),
        (str(lakeside.pk), ""),
        (str(riverton.pk), ""),
    ]


def test_the_address_names_the_site(client_of, member, lakeside, lee_liaison):
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    text = client_of(lee_liaison).get(NEW, {"site": lakeside.slug}).content.decode()
    assert f'<option value="{lakeside.pk}" selected>' in text


def test_the_address_names_a_request(
    client_of, dana_of_riverton, riverton, lee_liaison, request_of
):
    tta_request = request_of(riverton, dana_of_riverton)
    text = markup(client_of(lee_liaison).get(NEW, {"request": tta_request.number}))
    assert re.search(rf'name="requests" value="{tta_request.pk}"[^>]* checked', text)


def test_owners_people_and_requests_of_the_chosen_site_come_first(
    client_of,
    member,
    lakeside,
    riverton,
    lee_liaison,
    dana_of_riverton,
    omar_of_lakeside,
    request_of,
):
    """No list can follow the choice of a site without JavaScript: owners are grouped by site, the chosen one first."""
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    request_of(riverton, dana_of_riverton)
    request_of(lakeside, omar_of_lakeside, number="PSP-2026-0043")
    for site, names in ((riverton, "Dana Omar"), (lakeside, "Omar Dana")):
        form = client_of(lee_liaison).get(NEW, {"site": site.slug}).context["form"]
        groups = [group for value, group in form["owner_1"].field.choices if value]
        assert groups[0][0][1].startswith(names.split()[0])
        assert [value for value, _ in form["owner_1"].field.choices][1] == site.name
        for offered in ("members", "requests"):
            labels = [label for _, label in form[offered].field.choices]
            assert [site.name in label for label in labels] == [True, False]
        first, second = (label.split()[0] for _, label in form["members"].field.choices)
        assert f"{first} {second}" == names


def test_another_site_cannot_be_asked_for(client_of, lee_liaison, lakeside):
    assert client_of(lee_liaison).get(NEW, {"site": lakeside.slug}).status_code == 404


def test_another_sites_request_cannot_be_asked_for(
    client_of, lee_liaison, lakeside, omar_of_lakeside, request_of
):
    tta_request = request_of(lakeside, omar_of_lakeside)
    assert client_of(lee_liaison).get(NEW, {"request": tta_request.number}).status_code == 404


def test_another_site_cannot_be_posted(client_of, lee_liaison, lakeside, posted, seen):
    response = client_of(lee_liaison).post(address(uuid4()), posted(site=lakeside.pk))
    assert (response.status_code, seen()) == (422, [])


def test_another_sites_request_cannot_be_linked(
    client_of, lee_liaison, lakeside, omar_of_lakeside, request_of, posted, seen
):
    tta_request = request_of(lakeside, omar_of_lakeside)
    response = client_of(lee_liaison).post(address(uuid4()), posted(requests=[str(tta_request.pk)]))
    assert (response.status_code, seen()) == (422, [])


def test_a_request_of_the_own_other_site_is_refused_by_name(
    client_of, member, lee_liaison, lakeside, omar_of_lakeside, request_of, posted, seen
):
    member(lakeside, "strategic-site-liaison", "liaison", user=lee_liaison)
    tta_request = request_of(lakeside, omar_of_lakeside)
    response = client_of(lee_liaison).post(address(uuid4()), posted(requests=[str(tta_request.pk)]))
    assert response.status_code == 422
    assert "PSP-2026-0042 isn't a request of Riverton, EX." in words(response)
    assert seen() == []


def test_areas_requests_and_the_rest_are_kept(
    client_of, lee_liaison, riverton, dana_of_riverton, request_of, area, posted, seen, as_demo
):
    tta_request = request_of(riverton, dana_of_riverton)
    client_of(lee_liaison).post(
        address(uuid4()),
        posted(
            areas=[area.pk],
            requests=[str(tta_request.pk)],
            participants="Property sergeant",
            outcome="Bins are relabeled",
            risk="watch",
            next="pick",
            next_contact_on="2026-12-04",
        ),
    )
    (update,) = seen()
    assert [link.core_area for link in update.area_links.all()] == [area]
    assert [link.request for link in update.request_links.all()] == [tta_request]
    assert (update.participants, update.outcome, update.risk, update.next_contact_on) == (
        "Property sergeant",
        "Bins are relabeled",
        "watch",
        date(2026, 12, 4),
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": " "}, "Enter what happened."),
        ({"kind": ""}, "Choose the type of contact."),
        ({"kind": "telepathy"}, "Choose an answer from the list."),
        ({"when": "pick"}, "Pick a date"),
        ({"when": "pick", "occurred_on": "2026-02-30"}, "Enter a date, such as"),
        ({"when": "pick", "occurred_on": "2026-11-26"}, "This date is in the future."),
        ({"when": "pick", "occurred_on": "1901-01-01"}, "The program began in 2014."),
        ({"when": "soon"}, "Choose an answer from the list."),
        ({"next": "pick", "next_contact_on": "2026-11-23"}, "after this contact"),
        ({"next": "pick", "next_contact_on": "2036-11-23"}, "within the next 12 months"),
        ({"summary": "x" * 8001}, "at most 8,000 characters"),
        ({"summary": "zero \x00 byte"}, "Null characters are not allowed."),
        ({"areas": ["999999"]}, "Choose an answer from the list."),
        ({"requests": ["not-a-uuid"]}, "is not a valid UUID"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    client_of, lee_liaison, posted, seen, changes, sentence
):
    response = client_of(lee_liaison).post(address(uuid4()), posted(**changes))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert seen() == []


def test_a_refused_form_still_shows_what_was_typed(client_of, lee_liaison, posted):
    response = client_of(lee_liaison).post(address(uuid4()), posted(kind=""))
    assert "Walked the evidence room with the property sergeant." in response.content.decode()


def test_a_double_submit_makes_one_record(client_of, lee_liaison, posted, seen):
    client, pk, fields = client_of(lee_liaison), uuid4(), posted()
    answers = [client.post(address(pk), fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(seen()) == 1


def test_the_same_text_sent_from_a_restored_page_makes_one_record(
    client_of, lee_liaison, posted, seen
):
    client, pk = client_of(lee_liaison), uuid4()
    client.post(address(pk), posted())
    assert client.post(address(pk), posted()).status_code == 303
    assert len(seen()) == 1


def test_a_draft_is_kept_and_opened_again(client_of, lee_liaison, posted, seen):
    client, pk = client_of(lee_liaison), uuid4()
    response = client.post(address(pk), posted(save="draft", summary="Half a sen", kind=""))
    assert response["Location"] == f"/updates/{pk}/draft/"
    assert seen()[0].state == "draft"
    assert "Half a sen" in client.get(NEW).content.decode()


def test_a_fresh_form_is_still_to_be_had(client_of, lee_liaison, draft):
    text = client_of(lee_liaison).get(NEW, {"fresh": "1"}).content.decode()
    assert "Only half of a" not in text
    assert f"/updates/{draft.pk}/draft/" in text


def test_a_draft_is_submitted(client_of, lee_liaison, draft, posted, seen):
    fields = posted(version=str(draft.version), summary="The whole sentence.")
    assert client_of(lee_liaison).post(address(draft.pk), fields).status_code == 303
    (update,) = seen()
    assert (update.pk, update.state, update.summary) == (
        draft.pk,
        "submitted",
        "The whole sentence.",
    )


def test_a_stale_draft_answers_409_with_both_texts(client_of, lee_liaison, draft, posted, seen):
    client = client_of(lee_liaison)
    client.post(address(draft.pk), posted(version="1", save="draft", summary="From my laptop."))
    answer = client.post(address(draft.pk), posted(version="1", summary="From my phone."))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "From my laptop." in text
    assert "From my phone." in text
    assert seen()[0].summary == "From my laptop."


def test_after_comparing_both_texts_the_form_can_be_saved(
    client_of, lee_liaison, draft, posted, seen
):
    client = client_of(lee_liaison)
    client.post(address(draft.pk), posted(version="1", save="draft", summary="From my laptop."))
    shown = client.post(address(draft.pk), posted(version="1", summary="From my phone."))
    (version,) = re.findall(r'name="version" value="(\d+)"', shown.content.decode())
    again = client.post(address(draft.pk), posted(version=version, summary="From my phone."))
    assert (again.status_code, seen()[0].summary) == (303, "From my phone.")


@pytest.mark.parametrize("draft_id", ["", "nonsense"])
def test_a_damaged_address_is_not_found(client_of, lee_liaison, posted, draft_id):
    assert client_of(lee_liaison).post(address(draft_id), posted()).status_code == 404


def test_somebody_elses_id_is_refused(
    client_of, member, lakeside, lee_liaison, update_of, posted, seen
):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    theirs = update_of(lakeside, other, draft=True)
    response = client_of(lee_liaison).post(address(theirs.pk), posted())
    assert response.status_code == 422
    assert [row.author for row in seen()] == [other]


def test_a_draft_is_discarded(client_of, lee_liaison, draft, seen):
    response = client_of(lee_liaison).post(reverse("liaisons:discard", args=[draft.pk]))
    assert (response.status_code, seen()) == (303, [])


def test_what_is_on_the_record_is_not_discarded(client_of, lee_liaison, visit, seen):
    response = client_of(lee_liaison).post(reverse("liaisons:discard", args=[visit.pk]))
    assert (response.status_code, len(seen())) == (409, 1)


def test_opening_the_form_costs_the_same_with_many_updates(
    client_of, lee_liaison, riverton, update_of, django_assert_max_num_queries
):
    for _ in range(30):
        update_of(riverton, lee_liaison)
    client = client_of(lee_liaison)
    client.get(NEW)  # fills what the process keeps and stores the session's time
    with django_assert_max_num_queries(17):
        client.get(NEW)


def seat_of(person):
    with acting_atomic("system:demo"):
        return person.memberships.get()


def test_members_of_the_team_take_part(client_of, lee_liaison, dana_of_riverton, posted, seen):
    client, pk = client_of(lee_liaison), uuid4()
    seat = seat_of(dana_of_riverton)
    assert dana_of_riverton.name in words(client.get(NEW))
    client.post(address(pk), posted(members=[str(seat.pk)], participants="Two detectives"))
    text = words(client.get(f"/updates/{pk}/"))
    assert dana_of_riverton.name in text
    assert "Two detectives" in text


def test_another_sites_member_cannot_take_part(
    client_of, lee_liaison, omar_of_lakeside, posted, seen
):
    seat = seat_of(omar_of_lakeside)
    response = client_of(lee_liaison).post(address(uuid4()), posted(members=[str(seat.pk)]))
    assert (response.status_code, seen()) == (422, [])


def test_the_last_update_can_be_copied_without_its_day_and_text(
    client_of, lee_liaison, update_of, riverton
):
    update_of(
        riverton,
        lee_liaison,
        kind="call",
        participants="The lieutenant",
        agenda="Bins",
        findings="Dust",
    )
    client = client_of(lee_liaison)
    assert "Copy from your last update for this site" in words(client.get(NEW))
    text = markup(client.get(NEW, {"copy": riverton.slug}))
    assert 'value="The lieutenant"' in text
    for said in ("Walked the evidence room", "Bins", "Dust"):
        assert said not in text
    assert client.get(NEW, {"copy": "lakeside-ex"}).status_code == 404


def test_other_text_under_a_submitted_form_is_not_lost(client_of, lee_liaison, posted, seen):
    client, pk = client_of(lee_liaison), uuid4()
    client.post(address(pk), posted())
    response = client.post(address(pk), posted(summary="Something else."))
    assert response.status_code == 409
    assert "Something else." in markup(response)
    assert str(pk) not in re.findall(r"\?draft=([0-9a-f-]{36})", markup(response))
    assert len(seen()) == 1


def test_text_kept_on_the_device_finds_its_form(client_of, lee_liaison, posted):
    client, pk = client_of(lee_liaison), uuid4()
    assert f'data-draft="update:{pk}"' in markup(client.get(address(pk)))
    client.post(address(pk), posted())
    text = markup(client.get(address(pk)))
    assert f'data-arrived="{pk}"' in text
    assert f"?draft={pk}" not in text


def test_the_device_keeps_nothing_where_a_federal_request_can_be_linked(
    client_of, riverton, ula_of_riverton, member, request_of
):
    member(riverton, "strategic-site-liaison", "liaison", user=ula_of_riverton)
    client = client_of(ula_of_riverton)
    assert "data-no-local" not in markup(client.get(NEW))
    request_of(riverton, ula_of_riverton, handling="federal", federal_agencies=["ATF"])
    assert "data-no-local" in markup(client.get(NEW))
