import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.calendars import clock
from foundation.notifications.models import Notification, Preference
from foundation.tenancy.context import acting_atomic
from tests.notifications.conftest import NOW
from tests.pages import markup

pytestmark = pytest.mark.django_db


def unread(user) -> int:
    with acting_atomic(f"user:{user.pk}"):
        return Notification.objects.of(user.pk).unread().count()


def titles(response) -> list[str]:
    return re.findall(r'<a href="/requests/[^"]*">(PSP-[^<]*)</a>', response.content.decode())


def test_newest_first_with_state_why_and_when(client_of, lee_liaison, tell):
    tell(lee_liaison, key="old", due_at=None)
    with clock.frozen(NOW + timedelta(hours=1)):
        tell(lee_liaison, key="new", number="PSP-2026-0043", due_at=None)
    page = client_of(lee_liaison).get("/inbox/")
    assert titles(page) == ["PSP-2026-0043: answer", "PSP-2026-0042: answer"]
    body = page.content.decode()
    assert "You are the liaison for Riverton, EX." in body
    assert "2 unread notices." in body
    assert body.count("Unread</span>") == 2


def test_filters_show_what_is_unread_and_what_has_a_time_limit(client_of, lee_liaison, tell):
    due = tell(lee_liaison)
    news = tell(lee_liaison, key="z", number="PSP-2026-0043", due_at=None)
    client = client_of(lee_liaison)
    client.post(f"/inbox/{due.pk}/read/")
    for query, found in {
        "unread=1": {news.title},
        "kind=due": {due.title},
        "kind=news": {news.title},
        "kind=due&unread=1": set(),
        "kind=nonsense&unread=": {due.title, news.title},
    }.items():
        assert set(titles(client.get(f"/inbox/?{query}"))) == found, query
    assert "No notices match" in client.get("/inbox/?kind=due&unread=1").content.decode()


def test_a_view_of_the_inbox_stands_above_it_and_tells_of_nothing(client_of, lee_liaison, tell):
    tell(lee_liaison)
    client = client_of(lee_liaison)
    view = {"path": "/inbox/", "query": "unread=1", "name": "Not read yet"}
    assert client.post("/views/new/", view | {"tells": "on"}).status_code == 422
    assert client.post("/views/new/", view).status_code == 303
    assert "Not read yet" in client.get("/inbox/").content.decode()


def test_the_next_page_keeps_the_filters(client_of, lee_liaison, tell):
    for number in range(26):
        tell(lee_liaison, key=str(number), number=f"PSP-2026-{number:04d}", due_at=None)
    client = client_of(lee_liaison)
    onward = client.get("/inbox/?kind=news").context["inbox"].links.next
    assert len(titles(client.get(onward))) == 1
    assert "kind=news" in onward


def test_another_persons_notices_are_not_there(client_of, dana_of_riverton, lee_liaison, tell):
    tell(lee_liaison)
    body = client_of(dana_of_riverton).get("/inbox/").content.decode()
    assert "PSP-2026-0042" not in body
    assert "No notices yet." in body


def test_reading_the_page_marks_nothing(client_of, lee_liaison, tell):
    tell(lee_liaison)
    client_of(lee_liaison).get("/inbox/")
    assert unread(lee_liaison) == 1


def test_opening_marks_it_read_and_leads_on(client_of, lee_liaison, tell):
    notice = tell(lee_liaison)
    response = client_of(lee_liaison).post(f"/inbox/{notice.pk}/open/")
    assert (response.status_code, response["Location"]) == (303, "/requests/PSP-2026-0042/")
    assert unread(lee_liaison) == 0


def test_filters_stay_on_while_notices_are_marked_read(client_of, lee_liaison, tell):
    notice = tell(lee_liaison)
    client = client_of(lee_liaison)
    page = client.get("/inbox/?unread=1").content.decode()
    assert f'formaction="/inbox/{notice.pk}/read/?unread=1"' in page
    assert client.post(f"/inbox/{notice.pk}/read/?unread=1").url == "/inbox/?unread=1"


def test_a_notice_can_be_marked_read_and_shows_it(client_of, lee_liaison, tell):
    notice = tell(lee_liaison)
    client = client_of(lee_liaison)
    assert client.post(f"/inbox/{notice.pk}/read/").status_code == 303
    body = client.get("/inbox/").content.decode()
    assert "No unread notices." in body
    assert "Read</span>" in body


@pytest.mark.parametrize("verb", ["open", "read"])
def test_another_persons_notice_cannot_be_touched(
    client_of, dana_of_riverton, lee_liaison, tell, verb
):
    notice = tell(lee_liaison)
    assert client_of(dana_of_riverton).post(f"/inbox/{notice.pk}/{verb}/").status_code == 404
    assert unread(lee_liaison) == 1


@pytest.mark.parametrize("verb", ["open", "read"])
def test_a_get_never_marks(client_of, lee_liaison, tell, verb):
    notice = tell(lee_liaison)
    assert client_of(lee_liaison).get(f"/inbox/{notice.pk}/{verb}/").status_code == 405
    assert unread(lee_liaison) == 1


def test_marking_all_spares_what_came_after_the_page(client_of, lee_liaison, tell):
    tell(lee_liaison, key="seen")
    client = client_of(lee_liaison)
    shown = re.search(r'name="shown" value="([^"]+)"', markup(client.get("/inbox/")))[1]
    with clock.frozen(NOW + timedelta(minutes=1)):
        tell(lee_liaison, key="unseen")
    assert client.post("/inbox/read/", {"shown": shown}).status_code == 303
    assert unread(lee_liaison) == 1


def test_a_damaged_form_is_refused_with_a_sentence(client_of, lee_liaison):
    response = client_of(lee_liaison).post("/inbox/read/", {"shown": "x\x00"})
    assert response.status_code == 422
    assert "Open the inbox again" in response.content.decode()


def test_pages_hold_25_and_follow_each_other(client_of, lee_liaison, tell):
    for n in range(30):
        tell(lee_liaison, key=f"k{n:02}", number=f"PSP-2026-{n:04}", due_at=None)
    client = client_of(lee_liaison)
    first = client.get("/inbox/")
    following = re.search(r'href="(/inbox/\?after=[^"]+)"', first.content.decode())[1]
    second = client.get(following)
    assert (len(titles(first)), len(titles(second))) == (25, 5)
    assert len(set(titles(first) + titles(second))) == 30


@pytest.mark.parametrize("cursor", ["x", "20260101T000000000000-zz", "-", "\x00", "9" * 5000])
def test_a_damaged_cursor_gives_the_first_page(client_of, lee_liaison, tell, cursor):
    tell(lee_liaison)
    page = client_of(lee_liaison).get("/inbox/", {"after": cursor})
    assert (page.status_code, len(titles(page))) == (200, 1)


@pytest.mark.parametrize("count", [1, 40])
def test_the_inbox_takes_eight_statements_at_any_size(client_of, lee_liaison, tell, count):
    for n in range(count):
        tell(lee_liaison, key=f"k{n}")
    client = client_of(lee_liaison)
    client.get("/inbox/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/inbox/")
    asked = [
        q["sql"]
        for q in queries
        if not q["sql"].startswith(("BEGIN", "COMMIT", "SELECT set_config"))
    ]
    assert len(asked) <= 8, "\n".join(asked)


def test_the_shell_counts_with_one_statement(lee_liaison, tell, django_assert_num_queries, rf):
    from foundation.notifications.shell import unread_count

    tell(lee_liaison)
    http = rf.get("/")
    http.user = lee_liaison
    with acting_atomic(f"user:{lee_liaison.pk}"), django_assert_num_queries(1):
        assert unread_count(http) == 1


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get("/inbox/").status_code == 302


def test_wishes_are_kept(client_of, lee_liaison):
    client = client_of(lee_liaison)
    given = {"email": "off", "quiet_from": "21:00", "quiet_until": "07:00"}
    assert client.post("/inbox/preferences/", given).status_code == 303
    with acting_atomic(f"user:{lee_liaison.pk}"):
        kept = Preference.objects.get()
    assert (kept.email, f"{kept.quiet_from:%H:%M}", f"{kept.quiet_until:%H:%M}") == tuple(
        given.values()
    )
    body = client.get("/inbox/preferences/").content.decode()
    assert 'value="21:00"' in body


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "digest"}, "digest"),
        ({"email": "off", "quiet_from": "21:00"}, "need a start and an end"),
        ({"email": "off", "quiet_from": "21:00", "quiet_until": "21:00"}, "at the same time"),
        ({"email": "off", "quiet_from": "25:00", "quiet_until": "21:00"}, "Enter a time, such as"),
        ({}, "Choose when we email you."),
    ],
)
def test_bad_wishes_are_refused_and_nothing_is_kept(client_of, lee_liaison, given, says):
    response = client_of(lee_liaison).post("/inbox/preferences/", given)
    assert response.status_code == 422
    assert says in response.content.decode()
    with acting_atomic(f"user:{lee_liaison.pk}"):
        assert not Preference.objects.exists()
