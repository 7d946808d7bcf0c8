"""A withdrawal, a graduation, or a step to alumni recorded by mistake is undone, until another engagement of the site was opened."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest

from engagements.actions import engagements, graduations, reinstatements, suspensions
from engagements.enums import State, Track
from engagements.errors import NotYours, ReasonMissing, Succeeded, WrongMoment
from engagements.models import Engagement, EngagementStep
from engagements.policies import steps_open_to
from foundation.calendars import clock
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from tests.engagements.conftest import approve_plan
from tests.factories.engagements import EngagementFactory
from tests.pages import words

pytestmark = pytest.mark.usefixtures("room_settings")
DAY = date(2027, 6, 1)
JUNE_1 = datetime(2027, 6, 1, 18, tzinfo=UTC)
DATES = ("starts_on", "ends_on", "first_end", "closing_from", "graduated_on", "alumni_from")
WHY = "It was the other site."


def dates_of(engagement: Engagement) -> list[date | None]:
    with acting_atomic("system:demo"):
        found = Engagement.objects.get(pk=engagement.pk)
    return [getattr(found, name) for name in (*DATES, "withdrawn_on", "suspended_until")]


def names(by, engagement: Engagement) -> dict[str, str]:
    return {row.name: said for row, said in steps_open_to(by, engagement, DAY)}


@pytest.fixture
def graduated(engagement, acting_as, mona_manager) -> Engagement:
    """Riverton's engagement after an extension, graduated early."""
    approve_plan(engagement, date(2027, 5, 1))
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        engagements.extend(engagement, until=date(2027, 10, 31), reason="Late.", by=by)
    return engagement


def test_a_withdrawal_is_undone_with_the_dates_as_they_were(engagement, acting_as, mona_manager):
    before = dates_of(engagement)
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        gone = engagements.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
        assert names(by, gone) == {"undo-withdrawal": ""}
        with pytest.raises(ReasonMissing):
            reinstatements.undo_withdrawal(engagement, reason=" ", by=by)
        back = reinstatements.undo_withdrawal(engagement, reason=WHY, by=by)
        assert "undo-withdrawal" not in names(by, back)
        with pytest.raises(WrongMoment):
            reinstatements.undo_withdrawal(engagement, reason=WHY, by=by)
        told = set(EngagementStep.objects.values_list("step", "reason"))
    assert back.state_on(DAY) == State.CLOSING
    assert dates_of(engagement) == before
    assert told == {("withdrawn", "New mayor."), ("unwithdrawn", WHY)}


def test_a_graduation_is_undone_with_the_dates_as_they_were(graduated, acting_as, mona_manager):
    before = dates_of(graduated)
    for _ in range(2):
        with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
            graduations.graduate(graduated, on=DAY, by=by)
            done = graduations.become_alumni(graduated, on=DAY, by=by)
            assert (done.ends_on, done.first_end) == (date(2027, 5, 31), None)
            assert names(by, done)["undo-graduation"] == ""
            back = reinstatements.undo_graduation(graduated, reason=WHY, by=by)
        assert back.state_on(DAY) == State.CLOSING
        assert dates_of(graduated) == before


@pytest.fixture
def at(acting_as, mona_manager):
    """Act as the manager on June 1 at an hour, as steps follow each other: ``with at(3) as by``."""

    @contextmanager
    def enter(hour: int):
        with clock.frozen(JUNE_1.replace(hour=12 + hour)), acting_as(mona_manager) as by:
            yield by

    return enter


def test_a_step_to_alumni_is_undone_alone(graduated, at):
    with at(0) as by:
        graduations.graduate(graduated, on=DAY, by=by)
    before = dates_of(graduated)
    for hour in (1, 3):  # a second time, on another day, it comes back just the same
        with at(hour) as by:
            done = graduations.become_alumni(graduated, on=DAY, by=by)
            assert done.state_on(DAY) == State.ALUMNI
            assert names(by, done)["undo-alumni"] == ""
            with pytest.raises(ReasonMissing):
                reinstatements.undo_alumni(graduated, reason=" ", by=by)
        with at(hour + 1) as by:
            back = reinstatements.undo_alumni(graduated, reason=WHY, by=by)
            assert back.state_on(DAY) == State.GRADUATED
            assert "undo-alumni" not in names(by, back)
        assert dates_of(graduated) == before
    with at(5) as by:
        reinstatements.undo_graduation(graduated, reason=WHY, by=by)
        assert ("unalumni", WHY) in EngagementStep.objects.values_list("step", "reason")


def test_a_step_to_alumni_of_an_imported_graduation_is_undone(lakeside, at):
    with acting_atomic("system:demo"):
        loaded = EngagementFactory(
            site=lakeside, origin="imported", active=True, graduated_on=date(2027, 5, 1)
        )
    with at(0) as by:
        graduations.become_alumni(loaded, on=DAY, by=by)
        assert reinstatements.undo_alumni(loaded, reason=WHY, by=by).alumni_from is None


def test_what_the_calendar_does_is_not_undone(graduated, at, acting_as, mona_manager):
    """Neither before anyone made the site alumni, nor once that was undone, nor after another graduation."""
    with at(0) as by:
        graduations.graduate(graduated, on=DAY, by=by)
    with at(1) as by:
        graduations.become_alumni(graduated, on=DAY, by=by)
    with at(2) as by:
        reinstatements.undo_graduation(graduated, reason=WHY, by=by)
    with at(3) as by:
        graduations.graduate(graduated, on=DAY, by=by)
        with pytest.raises(WrongMoment):
            reinstatements.undo_alumni(graduated, reason=WHY, by=by)
    years_later = datetime(2029, 6, 1, 18, tzinfo=UTC)
    with clock.frozen(years_later), acting_as(mona_manager) as by:
        now = engagement_of(graduated)
        assert now.state_on(date(2029, 6, 1)) == State.ALUMNI
        offered = {row.name for row, _ in steps_open_to(by, now, date(2029, 6, 1))}
        assert offered == {"undo-graduation"}
        with pytest.raises(WrongMoment):
            reinstatements.undo_alumni(graduated, reason=WHY, by=by)


def test_a_site_with_another_engagement_stays_alumni_of_the_first(graduated, at):
    with at(0) as by:
        graduations.graduate(graduated, on=DAY, by=by)
    with at(1) as by:
        graduations.become_alumni(graduated, on=DAY, by=by)
        engagements.open_new(
            site=graduated.site, year=2028, track=Track.PSP, starts_on=date(2027, 10, 1), by=by
        )
        with pytest.raises(Succeeded, match="2028 cohort"):
            reinstatements.undo_alumni(graduated, reason=WHY, by=by)


def test_the_page_and_the_api_undo_a_step_to_alumni(graduated, at, caller, client_of, mona_manager):
    with at(0) as by:
        graduations.graduate(graduated, on=DAY, by=by)
    with at(1) as by:
        graduations.become_alumni(graduated, on=DAY, by=by)
    with clock.frozen(JUNE_1):
        client, where = client_of(mona_manager), f"/engagements/{graduated.pk}"
        page = f"/sites/{graduated.site.slug}/engagement/"
        assert f"{where}/undo-alumni/" in client.get(page).text
        done = words(client.post(f"{where}/undo-alumni/", {"reason": WHY}, follow=True))
        assert "The step to alumni is undone. The engagement's status is Graduated." in done
        assert "Step to alumni undone" in done
        api = caller(mona_manager)
        tag = api.get(f"{where}/")["ETag"]
        again = api.post(f"{where}/steps/undo-alumni/", {"reason": WHY}, If_Match=tag)
        assert again.status_code == 409
    with clock.frozen(JUNE_1.replace(hour=19)):
        sent = {"on": "2027-06-01"}
        alumni = api.post(f"{where}/steps/become-alumni/", sent, If_Match=tag)
        back = api.post(f"{where}/steps/undo-alumni/", {"reason": WHY}, If_Match=alumni["ETag"])
    assert (back.status_code, back.json()["state"]) == (200, "graduated")


def test_a_graduation_on_the_first_day_of_the_closing_phase_is_undone_by_its_own_history(
    graduated, lakeside, acting_as, mona_manager
):
    with acting_atomic("system:demo"):
        first_day = engagement_of(graduated).closing_from
    at = datetime.combine(first_day, JUNE_1.timetz())
    before = dates_of(graduated)
    with clock.frozen(at), acting_as(mona_manager) as by:
        graduations.graduate(graduated, on=first_day, by=by)
        assert engagement_of(graduated).closing_from < first_day
    with acting_atomic("system:demo"):
        EngagementFactory(site=lakeside, active=True)
    with clock.frozen(at), acting_as(mona_manager) as by:
        reinstatements.undo_graduation(graduated, reason=WHY, by=by)
        assert dates_of(graduated) == before


def test_what_did_not_end_or_ended_elsewhere_is_not_undone(
    engagement, lakeside, acting_as, mona_manager
):
    with acting_atomic("system:demo"):
        loaded = EngagementFactory(
            site=lakeside, origin="imported", active=True, graduated_on=date(2027, 5, 1)
        )
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        assert "undo-graduation" not in names(by, loaded)
        for act, wrong in (
            (reinstatements.undo_graduation, loaded),
            (reinstatements.undo_graduation, engagement),
            (reinstatements.undo_withdrawal, engagement),
        ):
            with pytest.raises(WrongMoment):
                act(wrong, reason=WHY, by=by)


def test_it_stays_over_once_the_site_has_another_engagement(engagement, acting_as, mona_manager):
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        engagements.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
        next_one = engagements.open_new(
            site=engagement.site, year=2028, track=Track.PSP, starts_on=date(2027, 10, 1), by=by
        )
        assert (
            "2028 cohort was opened since"
            in names(by, engagement_of(engagement))["undo-withdrawal"]
        )
        with pytest.raises(Succeeded, match="2028 cohort"):
            reinstatements.undo_withdrawal(engagement, reason=WHY, by=by)
        engagements.withdraw(next_one, on=DAY, reason="Opened by mistake.", by=by)
        assert reinstatements.undo_withdrawal(engagement, reason=WHY, by=by).withdrawn_on is None


def engagement_of(engagement: Engagement) -> Engagement:
    return Engagement.objects.get(pk=engagement.pk)


def test_one_that_begins_earlier_and_is_open_is_in_the_way(riverton, acting_as, mona_manager):
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        opening = {"site": riverton, "year": 2028, "track": Track.PSP, "by": by}
        late = engagements.open_new(**opening, starts_on=date(2028, 10, 1))
        engagements.withdraw(late, on=DAY, reason="Wrong year.", by=by)
        engagements.open_new(**opening, starts_on=date(2027, 10, 1))
        with pytest.raises(Succeeded):
            reinstatements.undo_withdrawal(late, reason=WHY, by=by)


def test_a_diagnostic_that_led_to_operations_is_not_undone(riverton, acting_as, mona_manager):
    with acting_atomic("system:demo"):
        diagnostic = EngagementFactory(site=riverton, active=True, track=Track.DIAGNOSTIC)
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        graduations.start_operations(diagnostic, on=DAY, by=by)
        with pytest.raises(WrongMoment):
            reinstatements.undo_graduation(diagnostic, reason=WHY, by=by)


def test_an_announcement_whose_day_came_meanwhile_is_published(riverton, acting_as, mona_manager):
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        opened = engagements.open_new(
            site=riverton, year=2027, track=Track.PSP, announced_on=date(2027, 6, 10), by=by
        )
        engagements.withdraw(opened, on=DAY, reason="Wrong site.", by=by)
        assert not reinstatements.undo_withdrawal(opened, reason=WHY, by=by).is_published
        engagements.withdraw(opened, on=DAY, reason="Wrong site.", by=by)
    with clock.frozen(datetime(2027, 6, 12, 18, tzinfo=UTC)), acting_as(mona_manager) as by:
        assert reinstatements.undo_withdrawal(opened, reason=WHY, by=by).is_published


def test_an_announcement_to_come_is_published_on_its_day(riverton, acting_as, mona_manager, drain):
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        opened = engagements.open_new(
            site=riverton, year=2027, track=Track.PSP, announced_on=date(2027, 6, 10), by=by
        )
        engagements.withdraw(opened, on=DAY, reason="Wrong site.", by=by)
        reinstatements.undo_withdrawal(opened, reason=WHY, by=by)
    for day, is_published in ((9, False), (10, True)):
        with clock.frozen(datetime(2027, 6, day, 18, tzinfo=UTC)):
            drain()
        with acting_as(mona_manager):
            assert engagement_of(opened).is_published is is_published


def test_what_was_public_without_a_day_stays_so(engagement, acting_as, mona_manager):
    with acting_atomic("system:demo"):
        Engagement.objects.filter(pk=engagement.pk).update(is_published=True, announced_on=None)
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        engagements.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
        assert reinstatements.undo_withdrawal(engagement, reason=WHY, by=by).is_published


def test_a_suspension_goes_on_and_clocks_are_told(engagement, acting_as, mona_manager):
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        suspensions.suspend(engagement, on=DAY, reason="Flood.", by=by)
        engagements.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
    with clock.frozen(JUNE_1.replace(hour=19)), acting_as(mona_manager) as by:
        asked = Message.objects.filter(kind="engagements.suspension")
        earlier = asked.count()
        back = reinstatements.undo_withdrawal(engagement, reason=WHY, by=by)
        assert (back.state_on(DAY), asked.count()) == (State.SUSPENDED, earlier + 1)


def test_only_staff_who_end_it_undo_it(engagement, acting_as, mona_manager, lee_liaison):
    with clock.frozen(JUNE_1), acting_as(mona_manager) as by:
        engagements.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
    with clock.frozen(JUNE_1), acting_as(lee_liaison) as by, pytest.raises(NotYours):
        reinstatements.undo_withdrawal(engagement, reason=WHY, by=by)


def test_the_page_offers_it_asks_why_and_shows_both(engagement, client_of, mona_manager):
    page = f"/sites/{engagement.site.slug}/engagement/"
    where = f"/engagements/{engagement.pk}"
    with clock.frozen(JUNE_1):
        client = client_of(mona_manager)
        client.post(f"{where}/withdraw/", {"on": "2027-06-01", "reason": "New mayor."})
        assert f"{where}/undo-withdrawal/" in client.get(page).content.decode()
        blank = client.post(f"{where}/undo-withdrawal/", {"reason": ""})
        assert (blank.status_code, "Enter a reason." in words(blank)) == (422, True)
        done = client.post(f"{where}/undo-withdrawal/", {"reason": WHY}, follow=True)
        said = words(done)
        again = client.post(f"{where}/undo-withdrawal/", {"reason": WHY})
    assert "The withdrawal is undone. The engagement's status is Closing." in said
    assert "Withdrawal undone" in said
    assert "New mayor." in said
    assert (again.status_code, WHY in again.content.decode()) == (409, True)


def test_the_api_undoes_it(engagement, caller, mona_manager):
    with clock.frozen(JUNE_1):
        api = caller(mona_manager)
        where = f"/engagements/{engagement.pk}/"
        tag = api.get(where)["ETag"]
        sent = {"on": "2027-06-01", "reason": "New mayor."}
        gone = api.post(f"{where}steps/withdraw/", sent, If_Match=tag)
        listed = api.get(f"{where}steps/").json()["results"]
        back = api.post(f"{where}steps/undo-withdrawal/", {"reason": WHY}, If_Match=gone["ETag"])
        history = api.get(f"{where}history/").json()["results"]
    assert [each["name"] for each in listed] == ["undo-withdrawal"]
    assert (back.status_code, back.json()["state"]) == (200, "closing")
    assert {each["step"] for each in history} == {"unwithdrawn", "withdrawn"}
