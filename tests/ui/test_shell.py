"""The shell is lazy, fed from above, and shows only what leads somewhere."""

import re
from types import SimpleNamespace

import pytest

from foundation.ui import navigation, shell
from foundation.ui.context import shell as processor
from foundation.ui.navigation import NavItem, nav, public_nav, register
from foundation.ui.shell import Header
from foundation.ui.tags import frame

EMPTY = dict.fromkeys(Header._fields, "") | {"nav": (), "sites": (), "needs_count": 0}


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(shell, "_providers", {})


def labels(links):
    return [link.label for link in links]


def test_making_the_shell_reads_nothing(request_of):
    def fail(_request):
        raise AssertionError("read too early")

    shell.provide("inbox_count", fail)
    assert processor(request_of())["shell"] is not None


def test_a_part_is_read_once(request_of):
    read = []
    shell.provide("inbox_count", lambda _: read.append(1) or 6)
    found = processor(request_of())["shell"]
    assert (found.inbox_count, found.inbox_count, len(read)) == (6, 6, 1)


def test_items_come_in_order_and_lead_somewhere(request_of):
    register(
        NavItem(label="Second", url_name="account_login", order=2),
        NavItem(label="First", url_name="account_logout", order=1),
        NavItem(label="Nowhere", url_name="accounts:nothing", order=3),
        NavItem(label="Unnamed", url_name="nobody:serves", order=4),
    )
    assert labels(nav(request_of())) == ["First", "Second"]


def test_permission_decides(request_of):
    register(NavItem(label="Triage", url_name="account_login", permission="tta-request:triage"))
    request = request_of()
    assert labels(nav(request)) == []
    request.actor = SimpleNamespace(may_anywhere=lambda wanted: wanted == "tta-request:triage")
    assert labels(nav(request)) == ["Triage"]


def test_predicate_and_arguments_may_leave_an_item_out(request_of):
    register(
        NavItem(label="Never", url_name="account_login", predicate=lambda _: False),
        NavItem(label="Our site", url_name="account_login", arguments=lambda _: None),
    )
    assert labels(nav(request_of())) == []


def test_longest_address_the_page_lives_under_is_current(request_of):
    register(
        NavItem(label="Accounts", url_name="account_login", order=1),
        NavItem(label="Reset", url_name="account_reset_password", order=2),
    )
    links = nav(request_of("/accounts/password/reset/done/"))
    assert [link.current for link in links] == [False, True]


def test_two_of_a_group_fold_under_its_heading_and_one_alone_does_not(request_of):
    register(
        NavItem(label="Log in", url_name="account_login", order=1, group="Ways in"),
        NavItem(label="Leave", url_name="account_logout", order=2, group="Ways out"),
        NavItem(label="Reset", url_name="account_reset_password", order=3, group="Ways in"),
    )
    ways_in, leave = nav(request_of("/accounts/password/reset/done/"))
    assert (ways_in.label, labels(ways_in.links)) == ("Ways in", ["Log in", "Reset"])
    assert ways_in.current
    assert (leave.label, leave.current, leave.links) == ("Leave", False, ())


def test_public_pages_have_their_own_words(request_of):
    register(NavItem(label="Sites", url_name="account_login", audience="public"))
    request = request_of(signed_in=False)
    assert (labels(public_nav(request)), labels(nav(request))) == (["Sites"], [])


def test_sign_out_is_one_form_that_posts_and_the_header_sends_it(render):
    page = render("record")
    header = page.split('class="psp-account psp-drop"')[1].split("</details>")[0]
    [form] = re.findall(r'<form[^>]*id="psp-sign-out"[^>]*>.*?</form>', page, re.DOTALL)
    assert '<button type="submit" form="psp-sign-out">' in header
    assert 'method="post" action="/accounts/logout/"' in form
    assert "csrfmiddlewaretoken" in form


def test_the_header_of_another_page_or_person_is_not_kept(render):
    def header_of(**shown):
        return frame.header(Header(**EMPTY | {"signed_in": True} | shown))

    assert "Nora Ames" in header_of(account_label="Nora Ames")
    assert "Nora Ames" not in header_of(account_label="Ida Wells")
    assert "<b>3</b>" in header_of(needs_count=3, my_day_url="/my-day/")
    assert "<b>3</b>" not in header_of(needs_count=4, my_day_url="/my-day/")


def test_demo_notice_stands_in_the_navigation_row_and_the_foot(render):
    assert render("record").count("Demonstration data: people and requests are made up") == 2


def test_visitor_gets_no_idle_warning(render):
    assert "psp-idle" in render("record")
    assert "psp-idle" not in render("public")


@pytest.mark.parametrize(
    ("pages_rail", "rail"),
    [
        ("", ""),
        ("{% block rail %}\n  {% if no %}<p>Owner</p>{% endif %}\n{% endblock %}", ""),
        ("{% block rail %}\n  <p>Owner</p>\n{% endblock %}", "<p>Owner</p>"),
    ],
)
def test_a_part_without_content_is_empty_for_css(text, pages_rail, rail):
    html = text('{% extends "base.html" %}' + pages_rail)
    [found] = re.findall(
        r'<aside class="psp-rail" aria-label="Summary">(.*?)</aside>', html, re.DOTALL
    )
    assert (found.strip() if rail else found) == rail
    for part in ("crumbs", "title__meta", "title__actions"):
        assert f'<div class="psp-{part}"></div>' in html
