"""Posts: read by members alone, removed with a reason, and nothing is written once a community is retired."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.utils import ProgrammingError

from communities.actions import communities, facilitators, meetings, members, posts, reports, series
from communities.enums.reports import Misuse
from communities.errors import AlreadyDecided, AlreadyReported, MembersOnly, Retired
from communities.models import Community, CommunityStep, Meeting, Member, MisuseReport, Post
from foundation.calendars import clock
from foundation.workflow.errors import NotFound
from tests.communities.conftest import SECOND_WEDNESDAY
from tests.pages import markup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(joins, dana_of_riverton):
    joins(dana_of_riverton)
    return dana_of_riverton


@pytest.fixture
def question(act, community, dana) -> Post:
    """Dana's question."""
    with act(dana) as by:
        return posts.write(community, text=" Who maps gunfire? ", by=by)


def test_a_post_is_read_by_members_and_facilitators_alone_by_either_wall(
    act, community, question, dana, fay_facilitator, mona_manager, omar_of_lakeside, ana_analyst
):
    for reader in (dana, fay_facilitator):
        with act(reader) as by:
            assert [*Post.objects.visible_to(by)] == [*Post.objects.all()] == [question]
    with act(omar_of_lakeside) as by:
        members.join(community, by=by)
    for stranger in (omar_of_lakeside, mona_manager, ana_analyst):
        with act(stranger) as by:
            assert not Post.objects.visible_to(by).exists()
            assert not Post.objects.exists()
            with pytest.raises(MembersOnly):
                posts.write(community, text="Hello", by=by)
        with pytest.raises(ProgrammingError), act(stranger):
            _forced(community, stranger)


def test_replies_stay_in_their_thread_and_community(act, community, question, dana, mona_manager):
    with act(dana) as by:
        reply = posts.write(community, text="We do.", parent=question, by=by)
        nested = posts.write(community, text="How?", parent=reply, by=by)
        assert {reply.parent_id, nested.parent_id} == {question.pk}
        with_count = Post.objects.threads().with_replies(Post.objects.visible_to(by))
        assert with_count.get().reply_count == 2
    with act(mona_manager) as by:
        other = communities.set_up(slug="other", name="Other", by=by)
        facilitators.give(other, email=dana.email, by=by)
    with pytest.raises(IntegrityError), act(dana):
        _forced(other, dana, parent=question)


def test_a_removed_post_is_read_by_its_author_and_facilitators(
    act, joins, community, question, dana, fay_facilitator, omar_of_lakeside
):
    joins(omar_of_lakeside)
    with act(omar_of_lakeside) as by, pytest.raises(MembersOnly):
        posts.remove(question, reason="I don't like it", by=by)
    with act(fay_facilitator) as by:
        held = posts.remove(question, reason="Names a victim", by=by)
        assert held.hidden_reason == "Names a victim"
    with act(omar_of_lakeside) as by:
        assert not Post.objects.visible_to(by).exists()
        assert not Post.objects.exists()
    with act(dana) as by:
        assert Post.objects.visible_to(by).get() == question
        with pytest.raises(MembersOnly):
            posts.restore(question, by=by)
    with act(fay_facilitator) as by:
        assert not posts.restore(question, by=by).is_hidden
    with act(dana) as by:
        assert posts.remove(question, reason="", by=by).hidden_reason


def test_a_retired_community_is_read_by_members_and_written_by_no_one(
    act, community, meets, question, dana, fay_facilitator, mona_manager
):
    with act(mona_manager) as by:
        first = Meeting.objects.of_community(community.pk)[1]
        retired = communities.take(community, "retire", version=2, reason="Merged", by=by)
        assert not Meeting.objects.ahead(clock.now()).filter(status="planned").exists()
    for person in (dana, fay_facilitator, mona_manager):
        with act(person) as by:
            assert Post.objects.visible_to(by).exists() == (person != mona_manager)
            for write in (
                lambda by=by: posts.write(retired, text="Still here?", by=by),
                lambda by=by: posts.remove(_fresh(question), reason="Old", by=by),
                lambda by=by: communities.take(retired, "resume", version=3, by=by),
                lambda by=by: meetings.cancel(_fresh(first), reason="No", version=2, by=by),
                lambda by=by: members.join(retired, by=by),
            ):
                with pytest.raises((Retired, Post.DoesNotExist)):
                    write()
            # The database alone: rows of a retired community are no one's to change.
            assert not Community.objects.update(name="Mine")
            assert not Meeting.objects.update(reason="Mine")
            assert not Post.objects.update(hidden_reason="Mine")
            assert not Member.objects.update(reason="Mine")
        with pytest.raises(ProgrammingError), act(person):
            _forced(retired, person)
        with pytest.raises(ProgrammingError), act(person):
            CommunityStep.objects.create(community=retired, step="resume", made_at=clock.now())
    later = {"starts_at": clock.now() + timedelta(days=9), "version": first.version}
    texts = {"agenda": "Maps", "link": "", "recording": "", "version": first.version}
    with act(fay_facilitator) as by:
        for write in (
            lambda by=by: meetings.move(_fresh(first), **later, by=by),
            lambda by=by: meetings.describe(_fresh(first), **texts, by=by),
            lambda by=by: series.schedule(
                retired, **SECOND_WEDNESDAY, ends_on=date(2027, 10, 31), by=by
            ),
            lambda by=by: posts.restore(_fresh(question), by=by),
            lambda by=by: reports.make(_fresh(question), misuse=Misuse.OTHER, by=by),
        ):
            with pytest.raises(Retired):
                write()
    with act(mona_manager) as by, pytest.raises(Retired):
        facilitators.give(retired, email=dana.email, by=by)
    with act(dana) as by, pytest.raises(Retired):
        members.leave(Member.objects.select_related("community").get(person=dana), by=by)


def _forced(community: Community, author, **values) -> Post:
    return Post.objects.create(
        community=community,
        author=author,
        text="Forced",
        made_at=clock.now() - timedelta(minutes=1),
        **values,
    )


def _fresh(row):
    return type(row).objects.select_related("community").get(pk=row.pk)


def test_a_reported_post_is_decided_by_someone_else(
    act, joins, community, question, dana, fay_facilitator, omar_of_lakeside, mona_manager
):
    joins(omar_of_lakeside)
    with act(dana) as by, pytest.raises(MembersOnly):
        reports.make(question, misuse=Misuse.OTHER, by=by)
    with act(omar_of_lakeside) as by:
        report = reports.make(question, misuse=Misuse.CASE_DETAILS, note="A name", by=by)
        with pytest.raises(AlreadyReported):
            reports.make(question, misuse=Misuse.OTHER, by=by)
        assert not MisuseReport.objects.visible_to(by).exists()
    with act(dana) as by:
        assert not MisuseReport.objects.visible_to(by).exists()
        assert not MisuseReport.objects.exists()
        with pytest.raises(NotFound):
            reports.dismiss(report, by=by)
    with act(mona_manager) as by:
        assert MisuseReport.objects.visible_to(by).get().quoted == "Who maps gunfire?"
        assert reports.dismiss(report, by=by).decision == "kept"
        with pytest.raises(AlreadyDecided):
            reports.dismiss(report, by=by)
    with act(omar_of_lakeside) as by:
        again = reports.make(question, misuse=Misuse.OTHER, by=by)
    with act(fay_facilitator) as by:
        posts.remove(question, reason="A name", by=by)
    with act(mona_manager):
        assert MisuseReport.objects.get(pk=again.pk).decision == "removed"


def test_an_author_does_not_undo_what_a_facilitator_removed(
    act, client_of, joins, community, question, dana, fay_facilitator, omar_of_lakeside
):
    joins(omar_of_lakeside)
    with act(omar_of_lakeside) as by:
        report = reports.make(question, misuse=Misuse.CASE_DETAILS, by=by)
    page = f"/communities/posts/{question.pk}/"
    with act(dana) as by:
        posts.remove(question, reason="", by=by)
    remove = f"{page}remove/"
    assert "Restore" in words(client_of(dana).get(page))
    assert remove not in client_of(dana).get(page).content.decode()
    assert remove in client_of(fay_facilitator).get(page).content.decode()
    with act(fay_facilitator) as by:
        held = posts.remove(question, reason="A name", by=by)
        assert (held.hidden_by_id, held.hidden_reason) == (fay_facilitator.pk, "A name")
        assert MisuseReport.objects.get(pk=report.pk).decision == "removed"
    with act(dana) as by:
        with pytest.raises(MembersOnly):
            posts.restore(question, by=by)
        shown = {"hidden_at": None, "hidden_by": None, "hidden_reason": ""}
        assert not Post.objects.filter(pk=question.pk).update(**shown)  # of the database alone
    assert "Restore" not in words(client_of(dana).get(page))
    assert client_of(dana).get(f"{page}restore/").status_code == 403
    facilitator = client_of(fay_facilitator).get(page)
    assert "Restore" in words(facilitator)
    assert remove not in facilitator.content.decode()


def test_reports_are_closed_when_the_author_removes_the_post(
    act, drain, joins, question, dana, fay_facilitator, omar_of_lakeside
):
    joins(omar_of_lakeside)
    with act(omar_of_lakeside) as by:
        reports.make(question, misuse=Misuse.OTHER, by=by)
    with act(dana) as by:
        posts.remove(question, reason="", by=by)
    drain()
    with act(fay_facilitator) as by:
        report = MisuseReport.objects.visible_to(by).get()
        assert (report.decision, report.decided_by_id) == ("taken", None)


def test_no_one_reports_what_they_do_not_see(act, community, question, dana, omar_of_lakeside):
    forged = {
        "community": community,
        "post": question,
        "written_by": dana,
        "quoted": question.text,
        "misuse": "other",
        "made_at": clock.now(),
    }
    with pytest.raises(ProgrammingError), act(omar_of_lakeside):
        MisuseReport.objects.create(**forged, made_by=omar_of_lakeside)


def test_search_finds_posts_for_those_who_read_them_alone(
    act, client_of, joins, community, question, dana, omar_of_lakeside, mona_manager
):
    with act(dana) as by:
        posts.write(community, text="ShotSpotter maps it", parent=question, by=by)
        posts.remove(posts.write(community, text="Mapping, again", by=by), reason="", by=by)
    page = client_of(dana).get("/search/", {"q": "mapping"})
    assert page.content.decode().count(f'href="{question.get_absolute_url()}"') == 2
    assert "again" not in words(page).partition("Posts")[2]
    for stranger in (omar_of_lakeside, mona_manager):
        found = words(client_of(stranger).get("/search/", {"q": "mapping"}))
        assert "No results." in found
        assert "Analysts" in words(client_of(stranger).get("/search/", {"q": "analysts"}))
        with act(stranger) as by:
            # Either wall alone: the function itself returns nothing.
            assert not Post.objects.with_words("mapping", most=5).exists()
    joins(omar_of_lakeside)
    found = markup(client_of(omar_of_lakeside).get("/search/", {"q": "gunfire"}))
    assert "<mark>gunfire</mark>" in found
