"""The pages of communities: who sees what, and what a facilitator does there."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from communities.actions import communities, facilitators, posts
from communities.actions.steps import record
from communities.enums import StepKind
from communities.forms.meetings import FAR_YEAR
from communities.models import Meeting, Member, Post, Series
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.tenancy.context import acting_atomic
from tests.communities.conftest import NOW
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/communities/analysts/"
EASTERN = ZoneInfo(OFFICIAL_ZONE)
# A page at any size: who asks (up to 4 statements), the community with all but its posts, and a page of posts.
MAX_STATEMENTS = 6


def test_a_page_from_nothing_to_full(
    act, client_of, standards, meets, joins, dana_of_riverton, fay_facilitator, statements_of
):
    stranger = client_of(dana_of_riverton)
    page = words(stranger.get(PAGE))
    assert "Second Wednesday of every month, 3:00 pm Eastern" in page
    assert "Wed Nov 11, 2026, 3:00 pm to 4:00 pm Eastern (2:00 pm your time)" in page
    assert "Canceled. Federal offices are closed: Veterans Day." in page
    assert "Only members can read posts." in page
    assert "Members 0" not in page
    assert stranger.get(f"{PAGE}members/").status_code == 403
    assert stranger.post(f"{PAGE}posts/new/", {"text": "Hi"}).status_code == 403
    joins(dana_of_riverton)
    member = client_of(dana_of_riverton)
    assert "No posts yet. Ask the first question." in words(member.get(PAGE))
    few = statements_of(dana_of_riverton, PAGE)
    with act(dana_of_riverton) as by:
        for number in range(30):
            first = posts.write(meets.community, text=f"Question {number}", by=by)
            posts.write(meets.community, text="Answer", parent=first, by=by)
    assert statements_of(dana_of_riverton, PAGE) == few <= MAX_STATEMENTS
    assert statements_of(fay_facilitator, PAGE) <= MAX_STATEMENTS
    assert "Members 1 from 1 site You Member since Nov 2, 2026" in words(member.get(PAGE))
    page = member.get(PAGE)
    assert "Dana of Riverton, Riverton, EX" in words(page)
    assert page.content.decode().count("1 reply") == 25
    assert "Older posts" in words(page)
    assert member.get(f"{PAGE}?before=made-up").status_code == 404
    facilitator = words(client_of(fay_facilitator).get(f"{PAGE}members/"))
    assert "No requests to join." in facilitator
    assert "Dana of Riverton, Riverton, EX" in facilitator


def test_a_long_history_has_pages(act, client_of, standards, meets, fay_facilitator):
    with clock.frozen(NOW + timedelta(hours=1)), act(fay_facilitator) as by:
        for number in range(30):
            record(meets.community, StepKind.MOVED, about=f"Meeting {number}", by=by)
    reader = client_of(fay_facilitator)
    page = reader.get(PAGE).content.decode()
    assert page.count("Meeting moved") == 5
    assert "All history" in page
    first = reader.get(f"{PAGE}history/").content.decode()
    older = re.search(r'href="(\?before=[^"]+)"', first)
    rest = reader.get(f"{PAGE}history/{older[1]}").content.decode()
    assert first.count("Meeting moved") + rest.count("Meeting moved") == 30
    assert "Set up" in rest
    assert "Older history" not in rest


def test_past_meetings_have_pages(client_of, standards, meets, fay_facilitator):
    with acting_atomic("system:demo"):
        first = meets.community.meetings.order_by("starts_at").first()
        ago = [timedelta(days=30 * number) for number in range(2, 32)]
        Meeting.objects.bulk_create(
            Meeting(
                community=meets.community,
                series=first.series,
                slot=first.slot - each,
                starts_at=first.starts_at - each,
                ends_at=first.ends_at - each,
                changed_at=NOW,
            )
            for each in ago
        )
    reader = client_of(fay_facilitator)
    latest = reader.get(f"{PAGE}past/").content.decode()
    older = re.search(r'href="(\?before=[^"]+)"', latest)
    rest = reader.get(f"{PAGE}past/{older[1]}").content.decode()
    at = re.compile(r'href="(/communities/meetings/[^"]+)"')
    assert (len(set(at.findall(latest))), len(set(at.findall(rest)))) == (25, 5)
    assert not set(at.findall(latest)) & set(at.findall(rest))
    assert "Older meetings" not in rest
    assert reader.get(f"{PAGE}past/?before=nonsense").status_code == 404


def test_a_reader_in_eastern_time_sees_the_time_once(client_of, standards, meets, ana_analyst):
    page = words(client_of(ana_analyst).get(PAGE))
    assert "Wed Dec 9, 2026, 3:00 pm to 4:00 pm Eastern" in page
    assert "your time" not in page


def test_a_facilitator_works_on_pages(
    client_of, act, standards, community, fay_facilitator, dana_of_riverton
):
    facilitator, dana = client_of(fay_facilitator), client_of(dana_of_riverton)
    rule = {"week": "2", "weekday": "2", "at": "15:00", "minutes": "60"}
    days = {"starts_on": "11/2/2026", "ends_on": "10/31/2027", "link": "http://example.gov/"}
    refused = facilitator.post(f"{PAGE}meetings/new/", rule | days)
    assert "Enter a web address that begins with https://." in words(refused)
    unlike = facilitator.post(f"{PAGE}meetings/new/", rule | days | {"link": "no link"})
    assert words(unlike).count("begins with https://.") == 2  # at the top, and at the field
    days["link"] = "https://example.gov/"
    assert facilitator.post(f"{PAGE}meetings/new/", rule | days).status_code == 303
    assert dana.get(f"{PAGE}meetings/new/").status_code == 403
    assert dana.post(f"{PAGE}join/", {"note": "Maps"}).status_code == 303
    with act(fay_facilitator):
        asked, again = Member.objects.get(), Series.objects.get()
        meeting = Meeting.objects.earliest("slot")
    assert "Maps" in words(facilitator.get(f"{PAGE}members/"))
    admit = f"/communities/members/{asked.pk}/admit/"
    assert dana.post(admit, {"version": "1"}).status_code == 403
    assert facilitator.post(admit, {"version": "1"}).status_code == 303
    assert "This was already decided" in words(facilitator.post(admit, {"version": "1"}))
    move = {"day": "11/18/2026", "at": "15:00", "reason": "Holiday", "version": "1"}
    address = f"/communities/meetings/{meeting.pk}/"
    assert facilitator.post(f"{address}move/", move).status_code == 303
    late = facilitator.post(f"{address}describe/", {"agenda": "Cameras", "version": "1"})
    assert (late.status_code, "Cameras" in late.content.decode()) == (409, True)
    assert (
        facilitator.post(f"{address}describe/", {"agenda": "Maps", "version": "2"}).status_code
        == 303
    )
    assert "Moved from Wed Nov 11, 2026. Holiday" in words(dana.get(address))
    change = {"from_day": "3/1/2027", "at": "14:00", "minutes": "60"}
    assert facilitator.post(f"/communities/series/{again.pk}/replace/", change).status_code == 303
    assert "2:00 pm Eastern" in words(dana.get(PAGE))


def test_posts_are_read_removed_and_shown_again_on_pages(
    client_of, act, community, joins, fay_facilitator, dana_of_riverton, mona_manager
):
    joins(dana_of_riverton)
    dana, facilitator, manager = map(client_of, (dana_of_riverton, fay_facilitator, mona_manager))
    assert dana.post(f"{PAGE}posts/new/", {"text": "Who maps gunfire?"}).status_code == 303
    with act(dana_of_riverton):
        address = f"/communities/posts/{Post.objects.get().pk}/"
    assert manager.get(address).status_code == 404
    assert facilitator.post(address, {"text": "We do."}).status_code == 303
    page = words(dana.get(address))
    assert "From the facilitator" in page
    assert dana.post(f"{address}report/", {"misuse": "other"}).status_code == 403
    assert dana.get(f"{PAGE}reports/").status_code == 403
    assert "No reported posts." in words(facilitator.get(f"{PAGE}reports/"))
    assert "Enter a reason." in words(facilitator.post(f"{address}remove/", {}))
    assert facilitator.post(f"{address}remove/", {"reason": "A name"}).status_code == 303
    assert "Removed. A name" in words(dana.get(address))
    assert facilitator.post(f"{address}restore/").status_code == 303
    retire = {"version": "2", "reason": "Merged"}
    retired = manager.post(f"{PAGE}retire/", retire, follow=True)
    assert "Community retired." in words(retired)
    page = words(dana.get(PAGE))
    assert "This community is retired" in page
    assert "Who maps gunfire?" in page
    assert "Write a post" not in page
    assert dana.post(address, {"text": "Still?"}).status_code == 403


def test_a_member_leaves_and_a_manager_ends_their_own_role_on_pages(
    client_of, act, community, joins, dana_of_riverton, mona_manager
):
    joins(dana_of_riverton)
    with act(mona_manager) as by:
        own = facilitators.give(community, email=mona_manager.email, by=by)
    manager = client_of(mona_manager)
    ended = manager.post(f"/communities/facilitators/{own.pk}/end/", follow=True)
    assert "Facilitator removed." in words(ended)
    assert client_of(dana_of_riverton).post(f"{PAGE}leave/").status_code == 303
    with act(dana_of_riverton):
        assert Member.objects.get().status == "left"


def test_a_manager_sets_up_a_community_and_keeps_what_was_typed(client_of, community, mona_manager):
    manager = client_of(mona_manager)
    typed = {"name": "More analysts", "slug": "analysts", "open_to": ["point-of-contact"]}
    refused = manager.post("/communities/new/", typed)
    assert "Another community has this web address." in words(refused)
    assert "More analysts" in refused.content.decode()
    assert manager.post("/communities/new/", typed | {"slug": "more"}).status_code == 303
    page = words(manager.get("/communities/more/"))
    assert "Activate community Add a facilitator first." in page
    assert "No meetings scheduled." in page
    assert "More analysts" in words(manager.get("/communities/"))


def test_dates_far_away_and_reserved_addresses_are_refused_at_their_field(
    client_of, meets, fay_facilitator, mona_manager
):
    facilitator = client_of(fay_facilitator)
    rule = {"week": "2", "weekday": "2", "at": "15:00", "minutes": "60"}
    days = {"starts_on": "12/31/1999", "ends_on": "12/31/1999"}
    assert FAR_YEAR in words(facilitator.post(f"{PAGE}meetings/new/", rule | days))
    with acting_atomic("system:demo"):
        meeting = Meeting.objects.earliest("slot")
    move = {"day": "12/31/1999", "at": "23:59", "version": "1"}
    address = f"/communities/meetings/{meeting.pk}/move/"
    assert FAR_YEAR in words(facilitator.post(address, move))
    typed = {"name": "New", "slug": "new"}
    refused = words(client_of(mona_manager).post("/communities/new/", typed))
    assert "The portal uses this web address." in refused


def test_a_person_is_told_how_they_stand(
    act, client_of, community, fay_facilitator, dana_of_riverton, mona_manager
):
    dana, facilitator = client_of(dana_of_riverton), client_of(fay_facilitator)
    assert dana.post(f"{PAGE}join/", {"note": "Maps"}).status_code == 303
    assert "A facilitator will answer your request." in words(dana.get(PAGE))
    assert "Withdraw your request" in words(dana.get(f"{PAGE}leave/"))
    with act(fay_facilitator):
        asked = Member.objects.get()
    decline = {"reason": "Police only", "version": "1"}
    facilitator.post(f"/communities/members/{asked.pk}/decline/", decline)
    page = words(dana.get(PAGE))
    assert "Your request to join was declined on Mon Nov 2" in page
    assert "Police only" in page
    assert "Join community" in page
    with act(mona_manager) as by:
        communities.set_up(slug="bare", name="Bare", by=by)
    page = words(dana.get("/communities/bare/"))
    assert "No one facilitates this community yet, so you can't join it." in page
    assert "Join community" not in page


def test_a_manager_reads_how_to_remove_a_reported_post(
    act, client_of, community, joins, dana_of_riverton, omar_of_lakeside, mona_manager
):
    joins(dana_of_riverton)
    joins(omar_of_lakeside)
    with act(dana_of_riverton) as by:
        post = posts.write(community, text="A name", by=by)
    report = f"/communities/posts/{post.pk}/report/"
    assert "MisuseReport" not in words(client_of(omar_of_lakeside).get(report))
    assert client_of(omar_of_lakeside).post(report, {"misuse": "other"}).status_code == 303
    manager = client_of(mona_manager)
    assert "add yourself as a facilitator" in words(manager.get(f"{PAGE}reports/"))
    added = manager.post(f"{PAGE}facilitators/new/", {"email": mona_manager.email})
    assert added.status_code == 303
    assert "add yourself as a facilitator" not in words(manager.get(f"{PAGE}reports/"))
    assert manager.get(f"/communities/posts/{post.pk}/remove/").status_code == 200


def test_what_was_refused_at_the_end_is_not_said_to_be_done_on_the_next_page(
    client_of, monkeypatch, mona_manager
):
    manager = client_of(mona_manager)
    with monkeypatch.context() as waiting:
        waiting.setattr("foundation.tenancy.powers.Watch.lost", lambda _watch: True)
        refused = manager.post("/communities/new/", {"name": "More", "slug": "more"})
    assert "Your access changed" in words(refused)
    page = words(manager.get("/communities/"))
    assert "Community set up" not in page
    assert "/communities/more/" not in page
