"""Pages of recommendations: boards, one recommendation, and its steps."""

from datetime import UTC, date, datetime

import pytest

from engagements.models import Recommendation, RecommendationStep
from foundation.accounts.models import Away
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import FindingFactory, RecommendationFactory
from tests.pages import words

TAB = "/sites/riverton-ex/recommendations/"


@pytest.fixture
def proposed(riverton) -> Recommendation:
    with acting_atomic("system:demo"):
        return RecommendationFactory(site=riverton)


def test_a_site_without_recommendations_says_so(riverton, client_of, dana_of_riverton):
    text = client_of(dana_of_riverton).get(TAB).content.decode()
    assert "No recommendations yet." in text
    assert "Add recommendation" not in text


def test_the_boards_show_it_and_filter_it(proposed, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    assert proposed.headline in client.get(TAB).content.decode()
    assert proposed.headline in client.get("/recommendations/").content.decode()
    assert proposed.headline not in client.get("/recommendations/?state=verified").content.decode()
    assert "No recommendations found." in client.get("/recommendations/?due=late").content.decode()


def test_a_contact_declines_it_with_a_reason_on_the_version_they_read(
    proposed, client_of, dana_of_riverton
):
    client, page = client_of(dana_of_riverton), f"/recommendations/{proposed.pk}/"
    assert "Accept recommendation" in client.get(page).content.decode()
    form = {"version": "0", "reason": "No space until 2028."}
    assert "Someone else changed this" in client.post(f"{page}decline/", form).content.decode()
    done = client.post(f"{page}decline/", form | {"version": "1"}, follow=True).content.decode()
    assert "Recommendation declined." in done
    assert "No space until 2028." in done


def test_the_board_across_sites_counts_days_where_the_site_is(
    riverton, client_of, dana_of_riverton
):
    """At 03:00 UTC it is still the evening before at Riverton."""
    with acting_atomic("system:demo"):
        RecommendationFactory(site=riverton, due_on=date(2026, 12, 1))
    with clock.frozen(datetime(2026, 12, 2, 3, tzinfo=UTC)):
        client = client_of(dana_of_riverton)
        assert "Was due" not in client.get("/recommendations/").content.decode()
        late = client.get("/recommendations/?due=late").content.decode()
        soon = client.get("/recommendations/?due=soon").content.decode()
    assert "No recommendations found." in late
    assert "Due Dec 1, 2026" in soon


@pytest.fixture
def advised(riverton, lakeside, dana_of_riverton, lee_liaison):
    """Plant what a board shows on December 2: two late ones, a check due within the week, and another site's."""
    with acting_atomic("system:demo"):
        finding = FindingFactory(assessment__site=riverton, assessment__done_by="Provider 2")
        FindingFactory(assessment=finding.assessment, place=2, text="Files differ.")
        of_finding = {"site": riverton, "assessment": finding.assessment, "finding": finding}
        RecommendationFactory(
            **of_finding,
            headline="Post the schedule",
            status="in-progress",
            due_on=date(2026, 11, 30),
            owner="Commander",
        )
        reviewed = RecommendationFactory(
            **of_finding,
            headline="Review open cases",
            status="implemented",
            repeats_every_days=90,
            next_check_on=date(2026, 12, 7),
            written_by=dana_of_riverton,
        )
        RecommendationFactory(site=riverton, headline="Answer calls", due_on=date(2026, 12, 1))
        RecommendationFactory(site=lakeside, headline="Elsewhere", status="verified")
        RecommendationStep.objects.create(
            recommendation=reviewed,
            site=riverton,
            step="check",
            on=date(2026, 9, 8),
            reason="38 cases",
            made_at=clock.now(),
        )


@pytest.fixture
def december_2():
    with clock.frozen(datetime(2026, 12, 2, 15, tzinfo=UTC)):
        yield


def test_a_sites_board_begins_with_what_is_late_and_follows_its_findings(
    december_2, advised, client_of, dana_of_riverton
):
    shown = words(client_of(dana_of_riverton).get(TAB))
    assert "3 recommendations from 1 assessment" in shown
    assert "2 past due, 1 check is due within a week." in shown
    assert "Post the schedule It was due Mon Nov 30. Owner: Commander." in shown
    assert "Review open cases The check is due Mon Dec 7." in shown
    late, finding, none = (
        shown.index(each)
        for each in ("2 past due", "Finding 1: Detectives", "Other recommendations")
    )
    assert late < finding < shown.index("2 days late Due Mon Nov 30") < none
    assert none < shown.index("1 day late Due Tue Dec 1")
    assert "Repeats every 90 days Tue Sep 8: 38 cases Mon Dec 7: next" in shown
    assert "5 days left Check Mon Dec 7" in shown
    assert "Finding 2: Files differ. No recommendations yet." in shown
    assert "Across your sites" not in shown


def test_quick_filters_count_what_they_find(
    december_2, advised, client_of, dana_of_riverton, lee_liaison
):
    """The liaison verifies what somebody else implemented."""
    client = client_of(lee_liaison)
    shown = words(client.get(TAB))
    assert "Open 2 Past due 2 Mine to verify 1 Repeating checks 1 All 3" in shown
    verify = words(client.get(f"{TAB}?who=verify"))
    assert "Finding 1: Detectives carry too many open cases. Recommendation" in verify
    assert "Other recommendations" not in verify
    assert "Finding 2" not in verify
    assert "Mine to verify 0" in words(client_of(dana_of_riverton).get(TAB))


def test_boards_compare_the_readers_sites_most_late_first(
    december_2, advised, client_of, cora_coordinator
):
    client = client_of(cora_coordinator)
    assert "Riverton, EX 2 2 0 Lakeside, EX 0 0 1" in words(client.get(TAB))
    everywhere = words(client.get("/recommendations/"))
    assert "Post the schedule Riverton, EX. It was due Mon Nov 30." in everywhere
    assert "Past due 2" in everywhere
    assert "Riverton, EX 2 2 0 Lakeside, EX 0 0 1" in everywhere


def test_a_check_is_logged_in_place_and_leads_back_to_the_board(
    december_2, advised, client_of, dana_of_riverton, mayor_of_riverton
):
    """Who has no part in it reads the board without a form, until they stand in for its owner."""
    with acting_atomic("system:demo"):
        found = Recommendation.objects.get(headline="Review open cases")
    board = client_of(dana_of_riverton).get(f"{TAB}?due=repeats").content.decode()
    form = f'action="/recommendations/{found.pk}/check/"'
    back = f"{TAB}?due=repeats#{found.reference}"
    assert f'name="next" value="{back}"' in board
    assert form in board
    mayor = client_of(mayor_of_riverton)
    assert form not in mayor.get(TAB).content.decode()
    with acting_atomic("system:demo"):
        Recommendation.objects.filter(pk=found.pk).update(owner_person=dana_of_riverton)
        day = clock.today("America/Chicago")
        Away.objects.create(
            person=dana_of_riverton, away_from=day, until=day, stands_in=mayor_of_riverton
        )
    assert form in mayor.get(TAB).content.decode()
    sent = {"on": "2026-12-03", "note": "35 cases", "next": back}
    client, check = client_of(dana_of_riverton), f"/recommendations/{found.pk}/check/"
    refused = client.post(check, sent).content.decode()
    assert "Enter today or an earlier day." in refused
    assert f'name="next" value="{back}"' in refused
    answer = client.post(check, sent | {"on": "2026-12-02"})
    assert (answer.status_code, answer["Location"]) == (303, back)
    assert f"Check recorded for {found.reference}." in words(client.get(TAB))
    away = client.post(check, sent | {"on": "2026-12-02", "next": "https://example.com/"})
    assert away["Location"] == f"/recommendations/{found.pk}/"
