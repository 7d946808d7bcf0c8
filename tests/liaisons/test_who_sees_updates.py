"""Both walls of the log: the database's policies, and the pages' answers role by role."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, transaction

from foundation.accounts.actors import resolve
from foundation.accounts.models import Organization
from foundation.tenancy.context import acting, acting_atomic
from liaisons.actions import log
from liaisons.errors import RequestGone
from liaisons.models import EngagementUpdate, PlannedContact, UpdateArea, UpdateRequest
from liaisons.querysets.hours import hours_of
from sites.enums import FederalAgency, Handling
from tests.factories.accounts import UserFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.liaisons.conftest import NOW
from tests.pages import words
from tta_requests.actions import handling

pytestmark = pytest.mark.django_db
TEAM = ["dana_of_riverton", "mayor_of_riverton", "advisor_of_riverton", "atf_of_riverton"]
STAFF = ["cora_coordinator", "mona_manager", "ana_analyst"]
OUTSIDE = ["omar_of_lakeside", "adam_admin", "provider_person"]


@pytest.fixture
def provider_person(db):
    return UserFactory(
        name="Pat Provider", organization=Organization.objects.create(slug="cna", name="CNA")
    )


def rows_of(user) -> set[str]:
    """What the database alone shows."""
    with acting_atomic(f"user:{user.pk}"):
        return {row.summary for row in EngagementUpdate.objects.all()}


@pytest.mark.parametrize("person", [*TEAM, *STAFF, "lee_liaison"])
def test_the_sites_people_and_staff_see_what_was_submitted(request, person, visit):
    assert rows_of(request.getfixturevalue(person)) == {visit.summary}


@pytest.mark.parametrize("person", OUTSIDE)
def test_others_see_no_update_even_without_any_filter(request, person, visit):
    assert rows_of(request.getfixturevalue(person)) == set()


@pytest.mark.parametrize("person", [*TEAM, *STAFF, *OUTSIDE])
def test_a_draft_is_its_authors_alone(request, person, draft):
    assert rows_of(request.getfixturevalue(person)) == set()


def test_the_author_and_jobs_see_the_draft(draft, lee_liaison, seen):
    assert rows_of(lee_liaison) == {draft.summary}
    assert seen() == [draft]


@pytest.mark.parametrize("person", ["dana_of_riverton", "mona_manager"])
def test_nobody_but_the_author_writes_an_update(request, person, visit):
    user = request.getfixturevalue(person)
    with acting_atomic(f"user:{user.pk}"):
        assert EngagementUpdate.objects.filter(pk=visit.pk).update(summary="Taken") == 0


def test_nobody_writes_in_anothers_name(riverton, lee_liaison, dana_of_riverton):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_atomic(f"user:{dana_of_riverton.pk}"),
    ):
        EngagementUpdateFactory(site=riverton, author=lee_liaison)


def test_the_wall_holds_for_links_areas_and_versions(
    as_actor, riverton, lakeside, lee_liaison, dana_of_riverton, omar_of_lakeside, request_of, area
):
    tta_request = request_of(riverton, dana_of_riverton)
    with as_actor(lee_liaison) as lee:
        values = {"occurred_on": date(2026, 11, 20), "kind": "call", "summary": "Called"}
        links = {"areas": [area], "requests": [tta_request]}
        log.submit(pk=uuid4(), site=riverton, values=values | links, edit=log.Edit(0), by=lee)
    tables = [
        UpdateArea,
        UpdateRequest,
        *(
            apps.get_model("liaisons", f"{name}Event")
            for name in ("EngagementUpdate", "UpdateArea", "UpdateRequest")
        ),
    ]

    def counts(user):
        with acting_atomic(f"user:{user.pk}"):
            return [table.objects.count() for table in tables]

    assert counts(dana_of_riverton) == [1, 1, 1, 1, 1]
    assert counts(omar_of_lakeside) == [0, 0, 0, 0, 0]


def test_links_and_areas_of_a_draft_are_as_private_as_the_draft(
    draft, area, dana_of_riverton, lee_liaison
):
    with acting_atomic(f"user:{lee_liaison.pk}"):
        UpdateArea.objects.create(site_id=draft.site_id, update=draft, core_area=area)
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        assert UpdateArea.objects.count() == 0


CLEARED = ["ula_of_riverton", "atf_of_riverton", "cora_coordinator", "mona_manager"]
UNCLEARED = [
    "dana_of_riverton", "mayor_of_riverton", "advisor_of_riverton", "ana_analyst", "lee_liaison"
]  # fmt: skip


@pytest.fixture
def federal_visit(visit, riverton, ula_of_riverton, request_of):
    """The visit, about a request that is federal: its author isn't cleared for it."""
    item = request_of(riverton, ula_of_riverton, handling="federal", federal_agencies=["ATF"])
    with acting("system:demo"):
        UpdateRequest.objects.create(site=riverton, update=visit, request=item)
    return visit


@pytest.mark.parametrize("person", [*CLEARED, *UNCLEARED])
def test_an_update_about_a_federal_request_is_its_readers_alone(
    request, client_of, person, federal_visit
):
    """By both walls, and by every page that shows updates."""
    user, cleared = request.getfixturevalue(person), person in CLEARED
    event = apps.get_model("liaisons", "EngagementUpdateEvent")
    with acting_atomic(f"user:{user.pk}"):
        assert EngagementUpdate.objects.exists() is cleared
        assert event.objects.exists() is cleared
        assert UpdateRequest.objects.exists() is cleared
        by = resolve(user)
    with acting_atomic("system:demo"):
        assert EngagementUpdate.objects.visible_to(by).exists() is cleared
        assert not EngagementUpdate.objects.visible_to(by).on_paper().exists()
    client = client_of(user)
    assert client.get(f"/updates/{federal_visit.pk}/").status_code == (200 if cleared else 404)
    for page in ("/updates/", "/sites/riverton-ex/workspace/", "/sites/riverton-ex/timeline/"):
        assert (federal_visit.summary in words(client.get(page))) is cleared, page
    assert ("Federal only" in words(client.get("/updates/"))) is cleared


@pytest.fixture
def marked(as_actor, mona_manager):
    """Mark a request as federal."""

    def mark(item):
        with as_actor(mona_manager) as by:
            agencies = [FederalAgency.ATF]
            handling.change(
                item, mark=Handling.FEDERAL, agencies=agencies, version=item.version, by=by
            )

    return mark


def test_its_hours_and_that_it_took_place_are_known_to_its_author(
    as_actor, lee_liaison, riverton, federal_visit
):
    with acting("system:demo"):
        federal_visit.hours = 3
        federal_visit.submitted_at = NOW
        federal_visit.save()
        plan = {"planned_on": federal_visit.occurred_on, "planned_at": NOW - timedelta(days=9)}
        PlannedContact.objects.create(site=riverton, planned_by=lee_liaison, **plan)
    with as_actor(lee_liaison) as by:
        assert not EngagementUpdate.objects.exists()
        assert [each.hours for each in hours_of(date(2026, 11, 1), by)] == [3]
        assert not PlannedContact.objects.waiting().exists()


def test_a_draft_stays_its_authors_when_its_request_is_marked(
    client_of, lee_liaison, draft, riverton, ula_of_riverton, request_of, seen, marked
):
    item = request_of(riverton, ula_of_riverton)
    with acting("system:demo"):
        UpdateRequest.objects.create(site=riverton, update=draft, request=item)
    marked(item)
    client = client_of(lee_liaison)
    assert draft.summary in client.get(f"/updates/{draft.pk}/draft/").content.decode()
    assert client.post(f"/updates/{draft.pk}/discard/").status_code == 303
    assert seen() == []


def test_submitting_again_what_is_kept_by_now_says_so(
    client_of, lee_liaison, riverton, ula_of_riverton, request_of, posted, seen, marked
):
    pk, item, client = uuid4(), request_of(riverton, ula_of_riverton), client_of(lee_liaison)
    fields = posted(requests=[item.pk])
    assert client.post(f"/updates/new/?draft={pk}", fields).status_code == 303
    marked(item)
    answer = client.post(f"/updates/new/?draft={pk}", posted())
    assert "You can no longer open it" in words(answer)
    assert len(seen()) == 1


def test_a_request_marked_while_the_form_is_read_is_not_linked(
    as_actor, lee_liaison, riverton, ula_of_riverton, request_of, marked
):
    item = request_of(riverton, ula_of_riverton)
    marked(item)
    values = {"requests": [item]}
    with as_actor(lee_liaison) as by, pytest.raises(RequestGone):
        log.save_draft(pk=uuid4(), site=riverton, values=values, edit=log.Edit(0), by=by)


def test_no_update_about_a_federal_request_is_on_paper(client_of, mona_manager, federal_visit):
    client = client_of(mona_manager)
    for page in ("timeline/?print=1", "handover/", "one-page/"):
        assert federal_visit.summary not in words(client.get(f"/sites/riverton-ex/{page}"))


def test_a_link_never_crosses_sites(visit, lakeside, riverton, omar_of_lakeside, request_of):
    tta_request = request_of(lakeside, omar_of_lakeside)
    with pytest.raises(IntegrityError), acting("system:demo"), transaction.atomic():
        UpdateRequest.objects.create(site=riverton, update=visit, request=tta_request)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        *((name, 200) for name in [*TEAM, *STAFF, "lee_liaison"]),
        ("omar_of_lakeside", 404),
        ("provider_person", 403),
        ("adam_admin", 403),
    ],
)
def test_who_may_read_an_update(request, client_of, visit, person, status):
    client = client_of(request.getfixturevalue(person))
    assert client.get(f"/updates/{visit.pk}/").status_code == status


@pytest.mark.parametrize("person", [*TEAM, *STAFF, "provider_person"])
@pytest.mark.parametrize("tail", ["new/", "{pk}/correct/", "{pk}/draft/"])
def test_only_liaisons_open_the_form(request, client_of, visit, person, tail):
    client = client_of(request.getfixturevalue(person))
    assert client.get(f"/updates/{tail.format(pk=visit.pk)}").status_code == 403


@pytest.mark.parametrize("tail", ["", "correct/", "draft/"])
def test_a_liaison_of_another_site_finds_nothing(client_of, member, lakeside, visit, tail):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    assert client_of(other).get(f"/updates/{visit.pk}/{tail}").status_code == 404


@pytest.mark.parametrize("tail", ["", "draft/", "discard/", "correct/"])
def test_a_draft_is_not_found_by_another_liaison(
    client_of, member, riverton, lakeside, draft, tail
):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    member(riverton, "program-advisor", "advisor", user=other)
    address = f"/updates/{draft.pk}/{tail}"
    client = client_of(other)
    answer = client.post(address) if tail == "discard/" else client.get(address)
    assert answer.status_code == 404


def test_both_walls_agree(
    request, visit, draft, riverton, lakeside, lee_liaison, update_of, member
):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    update_of(lakeside, other, summary="Elsewhere")
    update_of(lakeside, other, draft=True, summary="Elsewhere, unfinished")
    people = [other, lee_liaison, *map(request.getfixturevalue, [*TEAM, *STAFF, *OUTSIDE])]
    for user in people:
        with acting_atomic(f"user:{user.pk}"):
            named = EngagementUpdate.objects.visible_to(resolve(user))
            assert set(named) == set(EngagementUpdate.objects.all()), user.name
