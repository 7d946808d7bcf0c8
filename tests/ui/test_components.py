"""Every component, rendered: safe under the Content Security Policy, named, and only here USWDS."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from foundation.ui.glyphs import CLOCK_TONES, GLYPHS, STATUS
from foundation.ui.tags import records
from foundation.ui.tags.basics import link_button
from foundation.ui.types import (
    CaseCard,
    ClockState,
    DayGroup,
    DayRow,
    Heading,
    Hit,
    RequestRow,
    TimelineEntry,
    WaitingRow,
)
from tests.pages import markup
from tests.ui.samples import ON_TIME, PAGE, STATUSES

PAGES = ("record", "work", "forms", "public")
TEMPLATES = (
    Path(settings.BASE_DIR if hasattr(settings, "BASE_DIR") else settings.ROOT) / "templates"
)


class Attributes(HTMLParser):
    """Collects the ids, styles and handlers of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in {"for", "aria-describedby", "aria-controls", "aria-labelledby"}:
                self.references += (value or "").split()
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.inline.append(tag)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_nothing_inline(render, name):
    assert Attributes(render(name)).inline == []


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_references_lead_to_one(render, name):
    page = Attributes(render(name))
    assert len(page.ids) == len({*page.ids})
    assert {*page.references} <= {*page.ids}


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_main_heading_at_most_and_one_status(render, name):
    html = render(name)
    assert html.count("<h1") == 1
    assert html.count('role="status"') == 1


def test_uswds_classes_stand_only_in_the_components():
    users = [
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r'class="[^"]*\busa-', path.read_text())
    ]
    assert [user for user in users if not user.startswith("ui/")] == []


def test_every_state_of_the_design_has_a_glyph_and_a_word():
    assert {*STATUS} == {*STATUSES}
    assert {*STATUS} | {*CLOCK_TONES} <= {*GLYPHS}
    assert {state.value for state in ClockState} == {*CLOCK_TONES}


@pytest.mark.parametrize("status", STATUSES)
def test_status_says_its_word_beside_a_hidden_glyph(text, status):
    html = text("{% status_chip status %}", status=status)
    assert html.endswith(f"</svg>{STATUS[status].word}</span>\n")
    assert html.count('aria-hidden="true"') == 1


def test_states_of_the_pie_differ():
    pies = {GLYPHS[name] for name in STATUSES[2:9]}
    assert len(pies) == 7


def test_unknown_glyph_is_an_error_that_names_the_known_ones(text):
    with pytest.raises(KeyError, match="past-due"):
        text('{% icon "nothing" %}')


def test_unknown_alert_is_an_error(text):
    with pytest.raises(ValueError, match="not 'danger'"):
        text('{% alert "danger" %}x{% endalert %}')


def test_text_of_people_is_escaped(text):
    html = text("{% panel title %}{{ title }}{% endpanel %}{% button title %}", title="<b>&")
    assert "<b>&" not in html
    assert html.count("&lt;b&gt;&amp;") == 3


def test_buttons_of_rows_say_what_they_act_on(text):
    html = text(
        '{% button "Verify" about=who %}{% link_button "/x/" "Edit" about=who %}', who="A. Lee"
    )
    assert re.findall(r'aria-label="([^"]+)"', html) == ["Verify: A. Lee", "Edit: A. Lee"]


def test_compact_clock_gives_time_left_and_due(text):
    html = text("{% clock_compact clock %}", clock=ON_TIME)
    assert re.sub(r"<[^>]+>", " ", html).split() == [
        "1",
        "day",
        "4",
        "h",
        "left",
        "due",
        "Fri",
        "Nov",
        "27",
    ]


def test_table_keeps_its_roles_when_it_becomes_cards(text):
    html = text(
        '{% data_table "Sites" %}<thead><tr>{% th "Site" "?s" "ascending" %}</tr></thead>'
        '<tbody><tr><th scope="row">A</th><td data-label="B">b</td></tr></tbody>{% enddata_table %}'
    )
    roles = re.findall(r'role="(\w+)"', html)
    assert roles == [
        "table",
        "rowgroup",
        "row",
        "columnheader",
        "rowgroup",
        "row",
        "rowheader",
        "cell",
    ]
    assert 'aria-sort="ascending"' in html


def test_pager_shows_only_links_that_lead_somewhere(text):
    html = text("{% pager page %}", page=type(PAGE)(next="?after=1"))
    assert re.findall(r">(\w+)</a>", html) == ["Next"]


def test_a_request_number_never_breaks_and_text_stays_escaped(text):
    shown = text("{{ a|unbroken }}", a="PSP-2026-000042: <b>answer</b> PSP-2026-7")
    number = '<span class="psp-nowrap">{}</span>'
    first, second = number.format("PSP-2026-000042:"), number.format("PSP-2026-7")
    assert shown == f"{first} &lt;b&gt;answer&lt;/b&gt; {second}"
    assert text("{{ a|unbroken }}", a=None) == ""


def test_headings_that_sort_have_links_for_narrow_screens(text):
    headings = [Heading("Site", "?sort=site-last", "ascending"), Heading("Clock", "?sort=due")]
    shown = text("{% sort_th one %}{% sort_links all %}", one=headings[0], all=headings)
    assert '<th scope="col" aria-sort="ascending"><a href="?sort=site-last">Site</a></th>' in shown
    assert re.search(r'<a\s+href="\?sort=due"\s*>Clock</a>', shown)
    assert "(ascending)" in shown


@pytest.mark.parametrize(
    ("value", "most", "filled"), [(3, 8, "24.0"), (0, 5, "0.0"), (9, 8, "64.0"), (1, 0, "0")]
)
def test_a_meter_is_as_long_as_its_share_and_says_it_in_words(text, value, most, filled):
    shown = text("{% meter value most words %}", value=value, most=most, words=f"{value} of {most}")
    assert f'class="psp-bar__fill" width="{filled}"' in shown
    assert f"<span>{value} of {most}</span>" in shown
    assert 'aria-hidden="true"' in shown


def test_bar_is_as_long_as_its_share_of_the_slot(text):
    html = text("{% bar 15 30 %}")
    assert 'width="60.0"' in html
    assert 'width="30.0"' in html


def test_picture_says_the_same_as_text(render):
    html = render("work")
    assert 'aria-label="10 months left · next: sustainability plan starts Apr 3, 2027"' in html
    assert "Month 24 review" in html.split("psp-journey__list")[1]


def test_internal_message_says_so_in_words(render):
    assert render("record").count("Internal: DOJ staff only") == 1


def test_vacant_seat_keeps_its_place_and_names_the_limit(render):
    cell = render("work").split('class="has-gap"')[1].split("</ul>")[0]
    assert "12 business days; the limit is 10" in cell
    assert "Invite someone" in cell


@pytest.mark.parametrize(
    ("state", "tone"), [("met", "done"), ("on-time", "action"), ("past-due", "breach")]
)
def test_a_card_colors_its_reason_by_state(text, state, tone):
    card = CaseCard(
        name="Riverton, EX", href="/sites/riverton-ex/", phase="Year 1", tone="breach",
        reason="No contact in 50 days", state=ClockState(state), days=50,
    )  # fmt: skip
    html = text("{% case_cards cards %}", cards=[card])
    assert f'<b class="psp-{tone}">No contact in 50 days</b>' in markup(html)


def test_rows_written_by_functions_escape_and_isolate_what_people_typed():
    """Templates do so by themselves; these rows are no templates."""
    typed, shown = "<b>שלום", "<bdi>&lt;b&gt;שלום</bdi>"
    day = DayRow(clock=ON_TIME, title=typed, href="?a&b", number=typed, where=typed, why=typed)
    waits = WaitingRow(
        title=typed,
        number=typed,
        href="?a&b",
        where=typed,
        status="triage",
        holder=typed,
        clock=None,
    )
    asked = RequestRow(
        href="?a&b",
        number=typed,
        title=typed,
        site=typed,
        status="triage",
        urgency="routine",
        area=typed,
        kind="",
        needed_by=typed,
        holder=typed,
        clock=None,
    )
    hit = Hit(typed, "?a&b", typed, told=[(typed, True), (typed, False)])
    event = TimelineEntry(
        what=typed, when=typed, rest=typed, who=typed, reason=typed, href="?a&b", seen_before=typed
    )
    written = {
        records.timeline([event]): 6,
        records.day_groups([DayGroup(heading=typed, rows=(day,))]): 5,
        records.waiting_rows([waits]): 4,
        records.request_rows([asked]): 6,
        records.hit_list([hit]): 4,
    }
    for html, times in written.items():
        assert html.count(shown) == html.count("שלום") == times
        assert 'href="?a&amp;b"' in html
    assert link_button("?a&b", typed, about=typed) == (
        '<a aria-label="&lt;b&gt;שלום: &lt;b&gt;שלום" class="usa-button usa-button--outline psp-button"'
        ' href="?a&amp;b">&lt;b&gt;שלום</a>'
    )
