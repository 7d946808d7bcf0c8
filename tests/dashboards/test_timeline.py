"""A site's timeline: every room's help in one list, for who may read it, filtered and continued without a gap."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict

from dashboards import exports
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.exports.registry import find
from foundation.tenancy.context import acting_atomic
from foundation.timeline import registry
from foundation.timeline.registry import Kind, Source, declare
from tests.factories.engagements import AssessmentFactory, EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import MembershipFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words
from tta_requests.models import RequestArea, TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
PATH = "/sites/riverton-ex/timeline/"
TITLE = "Start a weekly review of nonfatal shootings"
VISIT = "Walked the evidence room with the property sergeant."
MAX_STATEMENTS = 7


@pytest.fixture
def shown_to(client_of):
    def read(user, query="") -> str:
        response = client_of(user).get(f"{PATH}{query}")
        assert response.status_code == 200
        return words(response)

    return read


@pytest.fixture
def busy(riverton, lee_liaison, dana_of_riverton, sent_by, as_user_rows):
    """Riverton with something of every room."""
    sent = sent_by(dana_of_riverton, riverton, title=TITLE)
    as_user_rows(sent)
    return sent


@pytest.fixture
def as_user_rows(riverton, lee_liaison, dana_of_riverton):
    def make(tta_request: TTARequest) -> None:
        with acting_atomic("system:demo"):
            EngagementUpdateFactory(site=riverton, author=lee_liaison)
            engagement = EngagementFactory(site=riverton, starts_on=date(2025, 10, 1), active=True)
            engagement.milestones.create(
                site=riverton,
                kind="kick-off",
                due_on=date(2025, 11, 1),
                done_on=date(2025, 11, 3),
            )
            engagement.steps.create(
                site=riverton,
                engagement=engagement,
                step="extended",
                on=date(2026, 1, 5),
                reason="The sheriff joined late.",
                made_by=lee_liaison,
                made_at=clock.now() - timedelta(days=90),
            )
            Commitment.objects.create(
                site=riverton,
                request=tta_request,
                text="Send the shooting list",
                owed_by="site",
                owner=dana_of_riverton,
                due_on=date(2026, 12, 1),
                made_by=lee_liaison,
                made_at=clock.now() - timedelta(hours=3),
                done_at=clock.now() - timedelta(hours=1),
                done_by=dana_of_riverton,
            )

    return make


def test_every_rooms_help_is_in_one_list_with_a_page_for_each(
    busy, client_of, shown_to, dana_of_riverton
):
    text = shown_to(dana_of_riverton)
    for told in (
        "Commitment done", "Commitment added", "Request submitted", TITLE, "Visit", VISIT, "Kick-off reached",
        "Engagement: extended", "The sheriff joined late.", "Joined the team (Point of Contact: Law enforcement)",
    ):  # fmt: skip
        assert told in text
    assert text.index("Commitment done") < text.index("Commitment added") < text.index(VISIT)
    assert text.index(VISIT) < text.index("Engagement: extended") < text.index("Kick-off reached")
    assert f"{VISIT} Lee Liaison" in text
    page = client_of(dana_of_riverton).get(PATH).content.decode()
    assert f'href="/requests/{busy.number}/"' in page
    assert 'href="/sites/riverton-ex/engagement/"' in page


def test_corrections_are_on_it_with_their_reasons(
    riverton, lakeside, lee_liaison, client_of, shown_to, dana_of_riverton, act
):
    """Of an assessment, about its core area, and of a figure toward a plan's goal; not the figure that was wrong."""
    at = clock.now() - timedelta(hours=2)
    with acting_atomic("system:demo"):
        assessment = AssessmentFactory(site=riverton, title="Homicide investigations")
        plan = EngagementFactory(site=riverton, active=True).plans.create(
            site=riverton, kind="strategic"
        )
        for site, of in (
            (riverton, assessment),
            (lakeside, AssessmentFactory(site=lakeside, title="Elsewhere")),
        ):
            of.corrections.create(
                site=site,
                reason="The month was wrong.",
                changes={},
                made_by=lee_liaison,
                made_at=at,
            )
        goal = plan.goals.create(
            site=riverton,
            core_area=assessment.core_area,
            text="Nonfatal shootings",
            unit="shootings",
            target=40,
            baseline_on=date(2026, 1, 1),
            due_on=date(2026, 12, 31),
        )
        day = {"measured_on": date(2026, 2, 1), "entered_by": lee_liaison, "goal_key": goal.pk}
        wrong = plan.measurements.create(site=riverton, value=520, entered_at=at, **day)
        plan.measurements.create(
            site=riverton,
            value=52,
            corrects=wrong,
            reason="A digit too many.",
            entered_at=at,
            **day,
        )
    text = shown_to(dana_of_riverton)
    assert "CT Homicide investigations The month was wrong. Lee Liaison" in text
    assert text.count("Assessment corrected") == 1
    assert text.count("Strategic plan: figure corrected") == 1
    assert "Nonfatal shootings A digit too many. Lee Liaison" in text
    page = client_of(dana_of_riverton).get(PATH).text
    assert f'href="/sites/riverton-ex/recommendations/#assessment-{assessment.pk}"' in page
    assert f"/sites/riverton-ex/plan/?kind=strategic&amp;engagement={plan.engagement_id}" in page
    about = shown_to(dana_of_riverton, f"?area={assessment.core_area.slug}")
    assert "Assessment corrected" in about
    other = CoreAreaFactory(slug="technology", name="Technology")
    assert "Assessment corrected" not in shown_to(dana_of_riverton, f"?area={other.slug}")
    with act(dana_of_riverton) as by:
        rows, _ = exports.TIMELINE.rows(by, QueryDict("site=riverton-ex"), "", 10)
    assert {"Assessment corrected", "Strategic plan: figure corrected"} <= {
        cell for row in rows for cell in row
    }


def test_a_day_is_on_it_once_it_has_begun_at_the_site(
    riverton, lee_liaison, shown_to, dana_of_riverton
):
    """At 3 in the night in UTC it is still the evening before at Riverton; the text kept then serves the morning."""
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison, occurred_on=date(2026, 12, 2))
    with clock.frozen(datetime(2026, 12, 2, 3, tzinfo=UTC)):
        assert VISIT not in shown_to(dana_of_riverton)
    with clock.frozen(datetime(2026, 12, 2, 13, tzinfo=UTC)):
        assert VISIT in shown_to(dana_of_riverton)


@pytest.mark.parametrize(
    ("show", "there", "gone"),
    [
        ("requests", TITLE, VISIT),
        ("updates", VISIT, "Request submitted"),
        ("milestones", "Kick-off reached", VISIT),
        ("engagement", "Engagement: extended", VISIT),
        ("people", "Joined the team", VISIT),
        ("commitments", "Commitment done", VISIT),
    ],
)
def test_a_kind_is_asked_for_alone(busy, shown_to, dana_of_riverton, show, there, gone):
    text = shown_to(dana_of_riverton, f"?show={show}")
    assert there in text
    assert gone not in text


def test_a_core_area_leaves_out_what_is_not_about_it(
    busy, shown_to, dana_of_riverton, gun_violence, riverton
):
    text = shown_to(dana_of_riverton, f"?area={gun_violence.slug}")
    assert "Request submitted" in text
    assert VISIT not in text
    assert "Joined the team" not in text
    with acting_atomic("system:demo"):
        update = EngagementUpdateFactory(site=riverton, summary="Spoke about gun cases.")
        update.area_links.create(site=riverton, core_area=gun_violence)
    assert "Spoke about gun cases." in shown_to(dana_of_riverton, f"?area={gun_violence.slug}")


def test_remembered_filters_and_days_follow_what_changes(
    busy, shown_to, dana_of_riverton, gun_violence
):
    assert "Fri Nov 20" in (before := shown_to(dana_of_riverton))
    assert "Fri Nov 20, 2026" not in before
    gun_violence.name = "Shootings"
    gun_violence.save()
    with clock.frozen(datetime(2027, 1, 2, 18, tzinfo=UTC)):
        after = shown_to(dana_of_riverton)
    assert "Fri Nov 20, 2026" in after
    assert "Shootings" in after


def test_a_further_area_of_a_request_counts(busy, shown_to, dana_of_riverton, riverton):
    other = CoreAreaFactory(slug="another-area")
    assert "Commitment done" not in shown_to(dana_of_riverton, "?area=another-area")
    with acting_atomic("system:demo"):
        RequestArea.objects.create(site=riverton, request=busy, core_area=other)
    assert "Commitment done" in shown_to(dana_of_riverton, "?area=another-area")


def test_a_period_is_of_the_sites_days_both_included(busy, shown_to, dana_of_riverton):
    told = shown_to(dana_of_riverton, "?first=2026-11-20&last=2026-11-20")
    assert VISIT in told
    assert TITLE not in told
    assert VISIT not in shown_to(dana_of_riverton, "?first=2026-11-21")
    assert VISIT not in shown_to(dana_of_riverton, "?last=2026-11-19")


def test_a_period_that_ends_before_it_begins_is_refused(busy, client_of, dana_of_riverton):
    response = client_of(dana_of_riverton).get(f"{PATH}?first=2026-11-20&last=2026-11-19")
    assert response.status_code == 422
    assert "Enter an end date on or after the start date." in words(response)


def test_a_federal_item_is_there_for_who_may_read_it_alone(
    busy, shown_to, dana_of_riverton, cora_coordinator, atf_of_riverton, fbi_of_riverton
):
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=busy.pk).update(handling="federal", federal_agencies=["ATF"])
    for reader, sees in (
        (dana_of_riverton, False), (fbi_of_riverton, False), (atf_of_riverton, True), (cora_coordinator, True),
    ):  # fmt: skip
        text = shown_to(reader)
        assert (TITLE in text) is sees
        assert ("Send the shooting list" in text) is sees


def test_no_federal_item_is_printed_not_even_for_who_may_read_it(busy, shown_to, atf_of_riverton):
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=busy.pk).update(handling="federal", federal_agencies=["ATF"])
    assert TITLE in shown_to(atf_of_riverton)
    printed = shown_to(atf_of_riverton, "?print=1")
    assert TITLE not in printed
    assert "Send the shooting list" not in printed
    assert VISIT in printed


def test_a_field_that_cannot_be_read_leaves_the_others_in_force(busy, client_of, dana_of_riverton):
    response = client_of(dana_of_riverton).get(f"{PATH}?show=updates&first=2026-13-40")
    told = words(response)
    assert VISIT in told
    assert TITLE not in told


def test_the_people_of_another_site_find_nothing(busy, client_of, omar_of_lakeside):
    assert client_of(omar_of_lakeside).get(PATH).status_code == 404


def test_nothing_yet_to_come_is_told(shown_to, riverton, dana_of_riverton):
    with acting_atomic("system:demo"):
        MembershipFactory(
            site=riverton,
            role="program-advisor",
            seat="advisor",
            starts_at=clock.now() + timedelta(days=3),
        )
    assert "Joined the team (Program" not in shown_to(dana_of_riverton)


def test_an_empty_timeline_says_what_comes_here(shown_to, dana_of_riverton, riverton):
    text = shown_to(dana_of_riverton, "?show=updates")
    assert "Nothing to show yet." in text
    assert "Show everything" in text


def test_pages_follow_each_other_without_gap_or_repetition(client_of, riverton, dana_of_riverton):
    """Sixty updates on three days and of no time: the key decides among those of one day."""
    with acting_atomic("system:demo"):
        for n in range(120):
            EngagementUpdateFactory(
                site=riverton, summary=f"Call number {n}.", occurred_on=date(2026, 11, 18 + n % 3)
            )
    browser, href, seen = client_of(dana_of_riverton), f"{PATH}?show=updates", []
    while href:
        response = browser.get(href)
        shown = response.context["shown"]
        seen += [line.about for line in shown.lines]
        href = shown.links.next
    assert len(seen) == 120
    assert set(seen) == {f"Call number {n}." for n in range(120)}


def test_the_page_for_paper_holds_it_all_without_filters(client_of, riverton, dana_of_riverton):
    with acting_atomic("system:demo"):
        for n in range(60):
            EngagementUpdateFactory(site=riverton, summary=f"Call number {n}.")
    shown = client_of(dana_of_riverton).get(f"{PATH}?show=updates&print=1").context["shown"]
    assert len(shown.lines) == 60
    assert shown.links.next == ""
    assert not shown.is_cut


def test_it_takes_as_many_statements_whatever_the_size(
    busy, statements_of, riverton, dana_of_riverton, cora_coordinator
):
    before = [statements_of(user, PATH) for user in (dana_of_riverton, cora_coordinator)]
    with acting_atomic("system:demo"):
        for n in range(60):
            EngagementUpdateFactory(site=riverton, summary=f"Call number {n}.")
    after = [statements_of(user, PATH) for user in (dana_of_riverton, cora_coordinator)]
    assert before == after
    assert max(after) <= MAX_STATEMENTS


def test_the_export_has_the_pages_rows_in_steps(busy, dana_of_riverton, cora_coordinator, act):
    assert find("timeline") is exports.TIMELINE
    query = QueryDict("site=riverton-ex")
    with act(cora_coordinator) as by:
        assert len(exports.TIMELINE.columns) == len(exports.TIMELINE.rows(by, query, "", 1)[0][0])
        number = exports.TIMELINE.count(by, query, 1000)
        rows, place = [], ""
        while len(rows) < number:
            found, place = exports.TIMELINE.rows(by, query, place, 2)
            assert found
            rows += found
        assert exports.TIMELINE.rows(by, query, place, 2)[0] == []
    assert {VISIT, TITLE} <= {row[3] for row in rows}


def test_a_kind_has_one_declaration():
    taken = registry.sources()[0].kinds[0].slug
    twin = Kind(slug=taken, what="Happened", href=str)
    with pytest.raises(ValueError, match="already declared"):
        declare(Source(name="another", label="Another", rows=lambda *_: (), kinds=(twin,)))
    assert "another" not in {source.name for source in registry.sources()}


def test_a_draft_is_not_told(draft_of, riverton, shown_to, ula_of_riverton, dana_of_riverton):
    draft = draft_of(dana_of_riverton, riverton, title="Still writing")
    with acting_atomic("system:demo"):
        Commitment.objects.create(
            site=riverton,
            request=draft,
            text="Nothing promised yet",
            owed_by="site",
            due_on=date(2026, 12, 1),
            made_by=dana_of_riverton,
            made_at=clock.now(),
        )
    text = shown_to(ula_of_riverton)
    assert "Still writing" not in text
    assert "Nothing promised yet" not in text


def test_a_commitment_without_a_request_is_there_with_what_shows_it(
    busy, riverton, client_of, shown_to, dana_of_riverton, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        Commitment.objects.filter(request=busy).update(evidence="Sent by email")
        made = Commitment.objects.create(
            site=riverton,
            text="Name a room for the working group",
            owed_by="site",
            due_on=date(2026, 12, 1),
            made_by=dana_of_riverton,
            made_at=clock.now() - timedelta(hours=3),
            done_at=clock.now() - timedelta(hours=1),
            done_by=dana_of_riverton,
            evidence="Room 4, City Hall",
        )
    for query in ("", "?show=commitments"):
        text = shown_to(dana_of_riverton, query)
        assert text.index("Room 4, City Hall") < text.index("Commitment added")
        assert "Sent by email" not in text  # it is on the request's page
    page = client_of(dana_of_riverton).get(PATH).content.decode()
    assert page.count(f'href="/commitments/{made.pk}/"') == 2
    assert page.count(f'href="/requests/{busy.number}/#work"') == 2
    # What has no request has no core area.
    assert "working group" not in shown_to(dana_of_riverton, f"?area={busy.core_area.slug}")
