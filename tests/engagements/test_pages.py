"""The engagement's page and the pages of its steps: who sees what, and what they record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import milestones
from engagements.enums import LIFECYCLE, State
from engagements.models import Engagement, EngagementStep, Milestone
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.pages import words

pytestmark = pytest.mark.usefixtures("room_settings")
PAGE = "/sites/riverton-ex/engagement/"
MARCH_2 = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture
def onboarding(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        begun = EngagementFactory(site=riverton, onboarding=True)
        milestones.plan(begun)
        return begun


@pytest.fixture
def milestone(onboarding):
    def of(kind: str) -> Milestone:
        with acting_atomic("system:demo"):
            return Milestone.objects.get(engagement=onboarding, kind=kind)

    return of


def fresh(engagement: Engagement) -> Engagement:
    with acting_atomic("system:demo"):
        return Engagement.objects.get(pk=engagement.pk)


def steps() -> list[tuple[str, str, str]]:
    with acting_atomic("system:demo"):
        return list(EngagementStep.objects.values_list("step", "milestone", "reason"))


def test_the_team_reads_the_journey_and_changes_nothing(
    onboarding, client_of, dana_of_riverton, milestone
):
    page = client_of(dana_of_riverton).get(PAGE)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Listening session" in text
    assert "Was due Nov 15, 2024" in text
    assert f"/milestones/{milestone('kick-off').pk}/" not in text
    assert "Program Managers change the engagement." in text


@pytest.mark.usefixtures("in_its_term")
def test_the_page_says_who_approves_what(onboarding, client_of, mona_manager, member, riverton):
    page, mona = "/sites/riverton-ex/engagement/", client_of(mona_manager)
    assert "Who approves Plans Executive Leadership (seat vacant)" in words(mona.get(page))
    member(riverton, "executive-leadership", "executive", name="Mayor of Riverton")
    found = words(mona.get(page))
    assert "Who approves Plans Mayor of Riverton Steps of the engagement Program Managers" in found
    assert "Next milestone" in found


def test_another_sites_people_do_not_find_it(onboarding, client_of, omar_of_lakeside, milestone):
    client = client_of(omar_of_lakeside)
    assert client.get(PAGE).status_code == 404
    assert client.get(f"/milestones/{milestone('kick-off').pk}/").status_code == 404


def test_a_site_without_an_engagement_says_who_opens_one(
    riverton, client_of, dana_of_riverton, mona_manager
):
    assert "No engagement yet." in client_of(dana_of_riverton).get(PAGE).content.decode()
    assert f"{PAGE}open/" in client_of(mona_manager).get(PAGE).content.decode()


def test_a_manager_opens_the_first_engagement(riverton, client_of, mona_manager):
    typed = {"year": "2026", "track": "psp", "announced_on": "", "starts_on": "2026-10-01"}
    answer = client_of(mona_manager).post(f"{PAGE}open/", typed)
    assert (answer.status_code, answer.url) == (303, PAGE)
    with acting_atomic("system:demo"):
        opened = Engagement.objects.get()
    assert (opened.starts_on, opened.ends_on) == (date(2026, 10, 1), date(2029, 9, 30))
    proposed = words(client_of(mona_manager).get(PAGE))
    assert "Set a new date : Kick-off" in proposed
    assert "Record : Kick-off" not in proposed


def test_a_first_day_in_another_year_than_the_cohorts_is_asked_about(
    riverton, client_of, mona_manager
):
    client, box = client_of(mona_manager), 'name="is_checked"'
    assert box not in client.get(f"{PAGE}open/").text
    typed = {"year": "2026", "track": "psp", "announced_on": "", "starts_on": "2029-10-01"}
    asked = client.post(f"{PAGE}open/", typed)
    assert (asked.status_code, box in asked.text) == (422, True)
    assert "The 2026 cohort would begin in 2029." in words(asked)
    announced = typed | {"announced_on": "2025-12-31", "starts_on": ""}
    assert "The 2026 cohort would begin in 2025." in words(client.post(f"{PAGE}open/", announced))
    broken = client.post(f"{PAGE}open/", typed | {"track": "", "starts_on": "2026-10-01"})
    assert (broken.status_code, box in broken.text) == (422, False)
    assert client.post(f"{PAGE}open/", typed | {"is_checked": "on"}).status_code == 303
    with acting_atomic("system:demo"):
        opened = Engagement.objects.get()
    assert (opened.cohort_id, opened.starts_on) == (2026, date(2029, 10, 1))


def test_an_announcement_that_moves_the_first_day_to_another_year_is_asked_about(
    riverton, client_of, mona_manager
):
    client, assumed = client_of(mona_manager), {"year": "2026", "track": "psp"}
    assert client.post(f"{PAGE}open/", assumed).status_code == 303
    where = f"/engagements/{newest().pk}/announce/"
    asked = client.post(where, {"on": "2027-01-12"})
    assert "The 2026 cohort would begin in 2027." in words(asked)
    assert client.post(where, {"on": "2027-01-12", "is_checked": "on"}).status_code == 303
    assert newest().starts_on == date(2027, 1, 12)


def newest() -> Engagement:
    with acting_atomic("system:demo"):
        return Engagement.objects.get()


def test_two_engagements_at_once_are_refused_with_what_to_do(engagement, client_of, mona_manager):
    typed = {"year": "2026", "track": "psp", "announced_on": "", "starts_on": "2026-10-01"}
    answer = client_of(mona_manager).post(f"{PAGE}open/", typed)
    assert answer.status_code == 409
    assert "This site already has an engagement during those dates." in answer.content.decode()


def test_the_liaison_records_the_listening_session(
    onboarding, client_of, lee_liaison, mona_manager, milestone
):
    where = f"/milestones/{milestone('listening-session').pk}/"
    client = client_of(lee_liaison)
    assert "Record the listening session" in client.get(where).content.decode()
    answer = client.post(where, {"on": "2024-11-20", "note": "34 people took part."})
    assert (answer.status_code, answer.url) == (303, PAGE)
    assert ("reached", "listening-session", "34 people took part.") in steps()
    text = client.get(PAGE).content.decode()
    assert "34 people took part." in text
    assert client.get(where).status_code == 409
    late = client_of(mona_manager).post(where, {"on": "2024-11-21", "note": "Forty."})
    assert "already recorded for Nov 20, 2024, by Lee Liaison on " in words(late)
    assert "Forty." in late.text


@pytest.mark.parametrize("day", ["2999-01-01", "2024-09-30", "9999-12-31", "no day", ""])
def test_an_impossible_day_is_refused_and_the_note_stays(
    onboarding, client_of, lee_liaison, milestone, day
):
    where = f"/milestones/{milestone('listening-session').pk}/"
    answer = client_of(lee_liaison).post(where, {"on": day, "note": "34 people took part."})
    assert answer.status_code == 422
    assert "34 people took part." in answer.content.decode()


@pytest.mark.usefixtures("in_its_term")
def test_a_late_milestone_gets_a_new_date(onboarding, client_of, lee_liaison, milestone):
    client, where = client_of(lee_liaison), f"/milestones/{milestone('month-24').pk}/date/"
    assert "Set a new date for the month 24 review" in client.get(where).content.decode()
    answer = client.post(where, {"to": "2027-08-31", "reason": "The chief is on leave."})
    assert answer.status_code == 303
    assert "Due Aug 31, 2027, first planned for Oct 1, 2026" in client.get(PAGE).content.decode()


def test_a_recorded_day_is_corrected(onboarding, client_of, lee_liaison, milestone):
    client, kick_off = client_of(lee_liaison), milestone("kick-off")
    client.post(f"/milestones/{kick_off.pk}/", {"on": "2024-10-01"})
    answer = client.post(
        f"/milestones/{kick_off.pk}/date/", {"on": "2024-10-02", "reason": "Typed wrong."}
    )
    assert answer.status_code == 303
    assert ("corrected", "kick-off", "Typed wrong.") in steps()


def test_activation_waits_on_the_page_too(onboarding, client_of, mona_manager, milestone):
    client, where = client_of(mona_manager), f"/engagements/{onboarding.pk}/activate/"
    refused = client.get(where)
    assert refused.status_code == 409
    assert "The listening session isn&#x27;t recorded yet." in refused.content.decode()
    assert "The listening session isn&#x27;t recorded yet." in client.get(PAGE).content.decode()
    client.post(f"/milestones/{milestone('listening-session').pk}/", {"on": "2024-11-20"})
    asked = client.post(where, {"on": "2024-11-20", "accepted_gap": ""})
    assert asked.status_code == 422
    assert "Vacant: Executive Leadership" in asked.content.decode()
    done = client.post(where, {"on": "2024-11-20", "accepted_gap": "Named in May."})
    assert (done.status_code, fresh(onboarding).active_from) == (303, date(2024, 11, 20))


TAKEN = {
    "suspend": ({"on": "2026-03-02", "until": "", "reason": "Flood."}, State.SUSPENDED),
    "close": ({"on": "2026-03-02", "reason": "Goals met."}, State.CLOSING),
    "extend": ({"until": "2028-03-31", "reason": "Plan late."}, State.ACTIVE),
    "withdraw": ({"on": "2026-03-02", "reason": "New mayor."}, State.WITHDRAWN),
}


@pytest.mark.parametrize("step", TAKEN)
def test_a_manager_takes_a_step(engagement, client_of, mona_manager, step):
    typed, state = TAKEN[step]
    with clock.frozen(MARCH_2):
        client, where = client_of(mona_manager), f"/engagements/{engagement.pk}/{step}/"
        assert client.get(where).status_code == 200
        answer = client.post(where, typed)
        assert (answer.status_code, answer.url) == (303, PAGE)
        assert fresh(engagement).state_on(date(2026, 3, 2)) == state
        assert typed.get("reason", "") in client.get(PAGE).content.decode()


UNLIKELY = {
    ("2026-03-01", ""): "Enter today or a later day.",
    ("2027-10-01", ""): "Enter a day through the engagement's last day, Sep 30, 2027.",
    ("2026-03-03", "2026-03-02"): "Enter the first day of the suspension or a later one.",
}


def test_a_suspension_is_of_days_that_can_be_paused(engagement, client_of, mona_manager):
    with clock.frozen(MARCH_2):
        client, where = client_of(mona_manager), f"/engagements/{engagement.pk}/suspend/"
        for (on, until), said in UNLIKELY.items():
            answer = client.post(where, {"on": on, "until": until, "reason": "Flood."})
            assert (answer.status_code, said in words(answer)) == (422, True), said
        client.post(where, {"on": "2026-03-02", "reason": "Flood."})
        answer = client.post(f"/engagements/{engagement.pk}/resume/", {"on": "2026-03-01"})
    assert answer.status_code == 422
    assert "Enter today or a later day." in words(answer)


def test_of_two_who_extend_at_once_the_second_reads_it_again(engagement, client_of, mona_manager):
    client, where = client_of(mona_manager), f"/engagements/{engagement.pk}/extend/"
    typed = {"until": "2028-03-31", "reason": "Plan late.", "version": "1"}
    assert client.post(where, typed).status_code == 303
    late = client.post(where, typed | {"until": "2028-06-30", "reason": "Staff left."})
    assert (late.status_code, "Someone else changed this" in words(late)) == (409, True)
    assert 'name="version" value="2"' in late.content.decode()
    assert "Staff left." in late.content.decode()
    assert fresh(engagement).ends_on == date(2028, 3, 31)


def test_an_engagement_is_withdrawn_before_its_first_day(riverton, client_of, mona_manager):
    typed = {"year": "2026", "track": "vrn", "starts_on": "2026-10-01"}
    with clock.frozen(MARCH_2):
        client = client_of(mona_manager)
        client.post(f"{PAGE}open/", typed)
        with acting_atomic("system:demo"):
            opened, first = Engagement.objects.get(), Milestone.objects.earliest("due_on")
        assert "set a new date" in words(client.get(PAGE)).lower()
        assert f'"/milestones/{first.pk}/"' not in client.get(PAGE).content.decode()
        assert client.get(f"/milestones/{first.pk}/").status_code == 409
        where = f"/engagements/{opened.pk}/withdraw/"
        assert 'value="2026-03-02"' in client.get(where).content.decode()
        page = client.post(where, {"on": "2026-03-02", "reason": "Wrong track."}, follow=True)
        assert "Withdrawn on Mar 2, 2026" in words(page)
        again = client.post(f"{PAGE}open/", typed | {"track": "psp"})
        assert "Enter another first day." in words(again)
        later = client.post(f"{PAGE}open/", typed | {"track": "psp", "starts_on": "2026-10-02"})
    assert later.status_code == 303


def test_an_end_has_come_when_it_is_recorded(engagement, client_of, mona_manager):
    tomorrow = clock.today("America/Chicago") + timedelta(days=1)
    typed = {"on": tomorrow.isoformat(), "reason": "New mayor."}
    answer = client_of(mona_manager).post(f"/engagements/{engagement.pk}/withdraw/", typed)
    assert answer.status_code == 422
    assert "Enter today or an earlier day." in answer.content.decode()


@pytest.mark.parametrize("step", sorted({row.name for row in LIFECYCLE.rows}))
def test_nobody_else_takes_one(
    engagement, client_of, dana_of_riverton, lee_liaison, cora_coordinator, step
):
    where = f"/engagements/{engagement.pk}/{step}/"
    for person in (dana_of_riverton, lee_liaison, cora_coordinator):
        assert client_of(person).get(where).status_code == 403
        assert client_of(person).post(where, {"on": "2026-03-02"}).status_code == 403
    assert steps() == []


def test_the_suggested_extension_is_six_months(engagement, client_of, mona_manager):
    where = f"/engagements/{engagement.pk}/extend/"
    assert 'value="2028-03-31"' in client_of(mona_manager).get(where).content.decode()


def test_a_step_from_a_stale_page_is_refused(engagement, client_of, mona_manager):
    client = client_of(mona_manager)
    typed = {"on": "2026-03-02", "reason": "New mayor."}
    client.post(f"/engagements/{engagement.pk}/withdraw/", typed)
    again = client.post(f"/engagements/{engagement.pk}/withdraw/", typed)
    assert again.status_code == 409
    assert steps() == [("withdrawn", "", "New mayor.")]


def test_an_imported_engagement_shows_its_dates_and_nothing_to_record(
    riverton, client_of, lee_liaison
):
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, origin="imported", active=True)
    text = client_of(lee_liaison).get(PAGE).content.decode()
    assert "This engagement was loaded from published announcements" in text


def test_an_extension_says_whether_the_engagement_is_still_closing(
    engagement, client_of, mona_manager
):
    with clock.frozen(datetime(2027, 9, 20, 18, tzinfo=UTC)):
        browser = client_of(mona_manager)
        path = f"/engagements/{engagement.pk}/extend/"
        page = browser.post(path, {"until": "2027-10-31", "reason": "Plan late."}, follow=True)
        assert "It stays in its closing phase, which now counts from May 4, 2027." in words(page)
        page = browser.post(path, {"until": "2028-08-31", "reason": "Agreed."}, follow=True)
    assert "Its closing phase starts on Mar 4, 2028." in words(page)
