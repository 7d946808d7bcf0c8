"""What a resource is, who adds, changes, reviews, and reads it, and by which wall others don't."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.files.intake import check
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import InvalidInput, StaleEdit
from library.actions import owners, resources
from library.errors import (
    Archived,
    AudienceFixed,
    FileOrLink,
    InsecureLink,
    NoSiteNamed,
    NotArchived,
    NotYourAudience,
    NotYourResource,
    OneOfFileAndLink,
    ReviewInThePast,
    ReviewTooFar,
    SiteNamed,
)
from library.models import Resource, ResourceFile
from library.querysets import asked, file_of, owners_of, suggested
from tests.factories.tta_requests import CoreAreaFactory
from tests.library.conftest import VALUES

pytestmark = pytest.mark.django_db
LATER = date(2028, 1, 3)
PUBLIC = {"audience": "public"}


def text_file(content: bytes = b"One"):
    return check(BytesIO(content), "review.txt")


def test_each_role_adds_for_the_readers_its_permissions_name(
    add,
    riverton,
    lakeside,
    dana_of_riverton,
    lee_liaison,
    champion_of_riverton,
    mayor_of_riverton,
    cora_coordinator,
    mona_manager,
    ana_analyst,
    pat_provider,
):
    everyone = {
        "own site": {"site": riverton},
        "other site": {"site": lakeside},
        "network": {},
        "public": PUBLIC,
    }
    allowed = {
        dana_of_riverton: {"own site"},
        lee_liaison: {"own site"},
        champion_of_riverton: {"own site", "network"},
        cora_coordinator: {"own site", "other site", "network"},
        mona_manager: set(everyone),
        mayor_of_riverton: set(),
        ana_analyst: set(),
        pat_provider: set(),
    }
    for who, wanted in allowed.items():
        for name, more in everyone.items():
            if name in wanted:
                assert add(who, **more).owner == who
            else:
                with pytest.raises(NotYourAudience):
                    add(who, **more)


def test_readers_are_the_site_everyone_or_the_public_by_either_wall(
    add, act, riverton, mona_manager, dana_of_riverton, omar_of_lakeside, pat_provider, monkeypatch
):
    own = add(mona_manager, site=riverton)
    shared = add(mona_manager)
    public = add(mona_manager, **PUBLIC)
    gone = add(mona_manager, **PUBLIC)
    with act(mona_manager) as by:
        resources.archive(gone, reason="Old.", version=1, by=by)

    def read_by(actor: Actor) -> set[Resource]:
        return set(Resource.objects.visible_to(actor))

    def read_by_all() -> list[set[Resource]]:
        found = []
        for who in (dana_of_riverton, omar_of_lakeside, pat_provider):
            with act(who) as by:
                found.append(read_by(by))
        with acting("public"):
            found.append(read_by(Actor.public()))
        return found

    network = {shared, public, gone}
    wanted = [{own, *network}, network, network, {public}]
    assert read_by_all() == wanted
    with monkeypatch.context() as patch:
        patch.setattr(type(Resource.objects.all()), "visible_to", lambda rows, _actor: rows.all())
        assert read_by_all() == wanted
    with acting_atomic("system:demo"):
        assert Resource.objects.visible_to(Actor.public()).get() == public


def test_the_database_refuses_what_the_policies_refuse(
    act, add, riverton, dana_of_riverton, omar_of_lakeside, champion_of_riverton, mona_manager
):
    own, shared = add(dana_of_riverton, site=riverton), add(mona_manager)
    row = {name: value for name, value in VALUES.items() if name != "core_areas"}
    for who, more in (
        (omar_of_lakeside, {"site": riverton, "audience": "site"}),
        (dana_of_riverton, {"audience": "network"}),
        (champion_of_riverton, {"audience": "public"}),
    ):
        with (
            act(who),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            Resource.objects.create(**row, **more, slug="x", owner=who, added_by=who)
    with act(omar_of_lakeside):
        for each in (own, shared):
            assert Resource.objects.filter(pk=each.pk).update(title="Taken") == 0
    with act(dana_of_riverton):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            ResourceFile.objects.create(
                resource=shared, size=1, uploaded_by=dana_of_riverton, uploaded_at=clock.now()
            )
        with pytest.raises(ProgrammingError), transaction.atomic():
            own.delete()


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"audience": "site"}, NoSiteNamed),
        ({"url": ""}, FileOrLink),
        ({"file": True}, OneOfFileAndLink),
        ({"url": "http://example.gov/"}, InsecureLink),
        ({"url": "https://user@example.gov/"}, InsecureLink),
        ({"review_by": date(2026, 11, 2)}, ReviewInThePast),
        ({"review_by": date(2031, 12, 2)}, ReviewTooFar),
    ],
)
def test_a_resource_that_lacks_something_is_refused_with_its_field(add, mona_manager, more, error):
    if more.get("file"):
        more = {"file": text_file()}
    with pytest.raises(error) as refused:
        add(mona_manager, **more)
    assert refused.value.field in {*VALUES, "site", "file"}


def test_a_site_stays_and_a_version_holds(
    act, add, riverton, gun_violence, dana_of_riverton, champion_of_riverton, mona_manager
):
    own, shared = add(mona_manager, site=riverton), add(champion_of_riverton)
    said = {"title": "New", "type": "form", "summary": "New.", "core_areas": [gun_violence]}
    with act(mona_manager) as by:
        with pytest.raises(SiteNamed):
            resources.add(**VALUES, audience="network", site=riverton, by=by)
        for each, audience in ((own, "network"), (shared, "site")):
            with pytest.raises(AudienceFixed):
                resources.change(each, **said, audience=audience, version=1, by=by)
        changed = resources.change(shared, **said, audience="public", version=1, by=by)
        assert (changed.title, changed.audience, changed.version) == ("New", "public", 2)
        with pytest.raises(StaleEdit):
            resources.change(shared, **said, audience="public", version=1, by=by)
    with act(dana_of_riverton) as by:
        with pytest.raises(NotYourResource):
            resources.change(shared, **said, audience="public", version=2, by=by)
        assert resources.change(own, **said, audience="site", version=1, by=by).version == 2
    with acting_atomic("system:demo"), pytest.raises(Exception, match="Cannot update"):
        Resource.objects.filter(pk=own.pk).update(site=None, audience="network")


def test_a_replaced_file_is_on_no_page_and_a_link_takes_its_place(act, add, mona_manager):
    made = add(mona_manager, url="", file=text_file())
    with act(mona_manager) as by:
        first = file_of(by, made)
        resources.replace(made, file=text_file(b"Two"), version=1, by=by)
        second = file_of(by, made)
        assert (first.pk != second.pk, second.size) == (True, 3)
        with pytest.raises(FileOrLink):
            resources.replace(made, version=2, by=by)
        linked = resources.replace(made, url=VALUES["url"], version=2, by=by)
        assert file_of(by, linked) is None
        former = ResourceFile.objects.of_resource(made.pk)
        assert {each.removed_by_id for each in former} == {mona_manager.pk}
    with acting_atomic("system:demo"), pytest.raises(IntegrityError):
        ResourceFile.objects.filter(pk__in=[first.pk, second.pk]).update(
            removed_at=None, removed_by=None, removal_reason=""
        )


def test_the_owner_reviews_also_what_only_managers_change(
    act, add, champion_of_riverton, cora_coordinator, mona_manager, dana_of_riverton
):
    public = add(mona_manager, **PUBLIC)
    with act(mona_manager) as by:
        owners.give(public, owner=cora_coordinator, version=1, by=by)
        for stranger in (dana_of_riverton, champion_of_riverton):
            with pytest.raises(InvalidInput):
                owners.give(public, owner=stranger, version=2, by=by)
    with act(cora_coordinator) as by:
        public.refresh_from_db()
        with pytest.raises(NotYourResource):
            resources.archive(public, reason="Old.", version=2, by=by)
        with pytest.raises(ReviewInThePast):
            owners.review(public, review_by=date(2026, 11, 1), version=2, by=by)
        done = owners.review(public, review_by=LATER, version=2, by=by)
    said = (done.review_by, done.reviewed_on, done.reviewed_by_id, done.version)
    assert said == (LATER, date(2026, 11, 2), cora_coordinator.pk, 3)
    with act(dana_of_riverton) as by, pytest.raises(NotYourResource):
        owners.review(public, review_by=LATER, version=3, by=by)


def test_an_archived_resource_is_restored_before_it_changes(act, add, mona_manager):
    made = add(mona_manager)
    with act(mona_manager) as by:
        with pytest.raises(NotArchived):
            resources.restore(made, version=1, by=by)
        resources.archive(made, reason="Old.", version=1, by=by)
        for act_again in (
            lambda: resources.archive(made, reason="Old.", version=2, by=by),
            lambda: owners.review(made, review_by=LATER, version=2, by=by),
        ):
            with pytest.raises(Archived):
                act_again()
        assert not asked(by, {}, clock.today("UTC")).exists()
        assert asked(by, {"standing": "archived"}, clock.today("UTC")).get() == made
        assert resources.restore(made, version=2, by=by).archive_reason == ""


def test_words_and_filters_find_what_the_reader_reads(
    act, add, riverton, mona_manager, dana_of_riverton, omar_of_lakeside
):
    own = add(mona_manager, site=riverton, title="Camera inventory", type="form")
    shared = add(mona_manager, summary="Cameras of businesses.", review_by=date(2026, 11, 20))
    today = date(2026, 12, 1)
    for who, found in ((dana_of_riverton, {own, shared}), (omar_of_lakeside, {shared})):
        with act(who) as by:
            assert set(asked(by, {"words": "camera"}, today)) == found
    with act(dana_of_riverton) as by:
        for filters, wanted in (
            ({"words": "drone"}, set()),
            ({"words": "-"}, set()),
            ({"type": "form"}, {own}),
            ({"audience": "network"}, {shared}),
            ({"standing": "due"}, {shared}),
            ({"area": "gun-violence"}, {own, shared}),
            ({"area": "technology"}, set()),
        ):
            assert set(asked(by, filters, today)) == wanted, filters


def test_suggestions_fit_the_areas_and_the_site_and_come_in_order(
    act, add, riverton, lakeside, mona_manager, lee_liaison, django_assert_num_queries
):
    technology = CoreAreaFactory(slug="technology", name="Technology")
    further = add(mona_manager, core_areas=[technology], title="Further area")
    late = add(mona_manager, review_by=date(2026, 11, 20), title="Review is overdue")
    plain = add(mona_manager, site=riverton, title="No marks")
    useful = add(mona_manager, title="Useful")
    add(mona_manager, site=lakeside)
    with acting_atomic("system:demo"):
        Resource.objects.filter(pk=useful.pk).update(useful_count=2)
    here = {"site_id": riverton.pk, "today": date(2026, 12, 1)}
    with act(mona_manager) as by:
        found = suggested(by, areas=["gun-violence", "technology"], **here)
        assert found == [useful, plain, late]
        assert suggested(by, areas=["technology"], **here) == [further]
        assert suggested(by, areas=[], **here) == []
    with act(lee_liaison) as by, django_assert_num_queries(1):
        suggested(by, areas=["technology"], **here)


def test_owners_are_who_keeps_what_its_readers_read(
    add, riverton, mona_manager, cora_coordinator, dana_of_riverton, champion_of_riverton
):
    staff = {mona_manager, cora_coordinator}
    with acting_atomic("system:demo"):
        own, shared, public = (
            set(owners_of(each, clock.now()))
            for each in (
                add(mona_manager, site=riverton),
                add(mona_manager),
                add(mona_manager, **PUBLIC),
            )
        )
    assert own == staff | {dana_of_riverton, champion_of_riverton}
    assert shared == staff | {champion_of_riverton}
    assert public == staff
