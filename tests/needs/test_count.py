"""The header's count of what needs the reader: kept with the session for a minute, and never after one's own act."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts import sessions
from foundation.accounts.middleware import TOUCH_SECONDS
from tests.pages import words

pytestmark = pytest.mark.django_db
COUNTED = re.compile(r"Needs you (\d+)")


@pytest.fixture
def coordinator(client_of, cora_coordinator):
    return client_of(cora_coordinator)


@pytest.fixture
def dana_sends(sent_by, dana_of_riverton, riverton):
    return lambda: sent_by(dana_of_riverton, riverton, urgency="routine")


def read(client, path="/requests/"):
    """Return the header's count, and whether the page asked the database what needs the reader."""
    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)
    found = COUNTED.search(words(page))
    return int(found[1]) if found else 0, any("need_cause" in each["sql"] for each in captured)


def a_minute_later(client):
    session = client.session
    session[sessions.USED_AT] -= TOUCH_SECONDS
    session.save()


def test_what_others_did_is_counted_after_a_minute(coordinator, dana_sends):
    dana_sends()
    assert read(coordinator) == (1, True)
    assert read(coordinator) == (1, False)
    dana_sends()
    assert read(coordinator) == (1, False)
    a_minute_later(coordinator)
    assert read(coordinator) == (2, True)


def test_the_own_act_is_counted_with_the_next_page(coordinator, dana_sends):
    tta_request = dana_sends()
    before, _ = read(coordinator)
    coordinator.post(f"/requests/{tta_request.number}/acknowledge/")
    count, asked = read(coordinator)
    assert asked
    assert (before, count) == (1, 1)  # the next step, the decision, waits for the same person


def test_a_page_that_lists_them_corrects_the_count(coordinator, dana_sends):
    dana_sends()
    read(coordinator)
    dana_sends()
    assert read(coordinator, "/my-day/") == (2, True)
    assert read(coordinator) == (2, False)


def test_nothing_is_kept_for_the_next_person_on_a_device(
    client, coordinator, dana_sends, ana_analyst
):
    dana_sends()
    assert read(coordinator)[0] == 1
    coordinator.force_login(ana_analyst)
    assert read(coordinator) == (0, True)


def test_a_page_that_counts_leaves_what_another_wrote_to_the_session(coordinator, dana_sends):
    dana_sends()

    def in_another_tab(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if "need_cause" in sql:
            session = coordinator.session
            session["typed"] = "kept"
            session.save()
        return found

    coordinator.get("/help/")
    with connection.execute_wrapper(in_another_tab):
        assert read(coordinator, "/my-day/")[0] == 1
    assert coordinator.session["typed"] == "kept"
    assert coordinator.session.needs == 1


def test_a_session_that_ends_while_its_page_counts_gets_the_page(coordinator, dana_sends):
    dana_sends()

    def in_another_tab(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if "need_cause" in sql:
            coordinator.session.delete()
        return found

    coordinator.get("/help/")
    with connection.execute_wrapper(in_another_tab):
        assert coordinator.get("/my-day/").status_code == 200
    assert coordinator.get("/my-day/").status_code == 302


def test_a_request_s_page_asks_for_its_own_alone_once_the_count_is_known(coordinator, dana_sends):
    tta_request = dana_sends()
    path = f"/requests/{tta_request.number}/"
    first = words(coordinator.get(path))
    again = words(coordinator.get(path))
    assert "Acknowledge" in first
    assert again == first
