"""The course of an exchange: who takes which step, what stops it, and how many visits a host takes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from engagements.actions import commitments
from exchanges.actions import agenda, exchanges, participants, reports
from exchanges.enums import Side
from exchanges.errors import (
    AgendaOutside,
    AlreadyTakesPart,
    HostIsFull,
    NoOneAnswers,
    NotInTheProgram,
    NotNow,
    NotOverTheLimit,
    NotYourExchange,
    NotYourSite,
    ResultsMissing,
    SameSites,
    StaffOnly,
    UnlikelyDays,
    UnlikelyTimes,
)
from exchanges.models import AgendaItem, PeerExchange
from exchanges.models.exchanges import busiest_year
from exchanges.policies import steps_open_to
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotAllowed, NotFound, Refused, StaleEdit
from tests.exchanges.conftest import FIRST, results_of
from tests.factories.engagements import EngagementFactory
from tests.factories.sites import SiteFactory
from tests.together import at_once, does

pytestmark = pytest.mark.django_db


def test_an_exchange_from_the_first_question_to_its_close(
    act, step, promise, reported, dana_of_riverton, omar_of_lakeside
):
    with pytest.raises(Refused, match=r"Add at least one commitment of Riverton, EX first\."):
        step(reported, "close", dana_of_riverton)
    theirs = promise(reported, Side.VISITOR, dana_of_riverton)
    ours = promise(reported, Side.HOST, omar_of_lakeside)
    with pytest.raises(Refused, match="still open"):
        step(reported, "close", dana_of_riverton)
    for row, person in ((theirs, dana_of_riverton), (ours, omar_of_lakeside)):
        with act(person) as by:
            commitments.complete(row, by=by)
    assert step(reported, "close", dana_of_riverton).status == "closed"
    with act(omar_of_lakeside) as by:
        assert sorted(each.step for each in reported.steps.all()) == [
            *("accept", "agree", "ask", "close", "mark-held", "plan", "report")
        ]
        with pytest.raises(NotNow):
            participants.add(reported, side=Side.HOST, name="Late", by=by)


def test_each_step_says_what_is_missing(
    act, step, visit, dana_of_riverton, omar_of_lakeside, lee_liaison, mayor_of_riverton
):
    asked = visit(starts_on=None, ends_on=None)
    with pytest.raises(NotAllowed):
        step(asked, "accept", lee_liaison)
    with pytest.raises(NotAllowed):
        step(asked, "accept", mayor_of_riverton)  # answers for Riverton, which isn't the host
    step(asked, "accept", omar_of_lakeside)

    def missing() -> str:
        with act(dana_of_riverton) as by:
            now = PeerExchange.objects.for_page().get(pk=asked.pk)
            return {row.name: said for row, said in steps_open_to(by, now)}["plan"]

    assert missing() == "Set the dates first."
    with act(dana_of_riverton) as by:
        with pytest.raises(UnlikelyTimes):
            agenda.add(asked, day=FIRST, starts=time(9), ends=time(10), title="A", by=by)
        exchanges.set_dates(asked, starts_on=FIRST, version=2, by=by)
        assert missing() == "Add at least one agenda item first."
        agenda.add(asked, day=FIRST, starts=time(9), ends=time(10), title="A", by=by)
        assert missing() == "Add at least one participant from Riverton, EX first."
        with pytest.raises(NotYourExchange):
            participants.add(asked, side=Side.HOST, name="Theirs", by=by)
        participants.add(asked, side=Side.VISITOR, name="Ours", by=by)
        with pytest.raises(AlreadyTakesPart):
            participants.add(asked, side=Side.VISITOR, name="OURS", by=by)
        with pytest.raises(AgendaOutside):
            exchanges.set_dates(asked, starts_on=date(2026, 11, 20), version=3, by=by)
        with pytest.raises(StaleEdit):
            exchanges.set_dates(asked, starts_on=FIRST, version=2, by=by)
    with act(omar_of_lakeside) as by:
        participants.add(asked, side=Side.HOST, name="Theirs", by=by)
    step(asked, "plan", omar_of_lakeside)
    with pytest.raises(Refused, match="The visit ends on Wed Nov 11, 2026"):
        step(asked, "mark-held", omar_of_lakeside)


def test_a_visit_that_has_begun_is_extended_and_moved_to_another_place(
    act, planned, dana_of_riverton
):
    second, third = FIRST + timedelta(days=1), FIRST + timedelta(days=2)
    with clock.frozen(datetime.combine(second, time(18), UTC)), act(dana_of_riverton) as by:
        now = {"version": planned.version, "by": by}
        with pytest.raises(UnlikelyDays):
            exchanges.set_dates(planned, starts_on=FIRST - timedelta(days=1), **now)
        longer = exchanges.set_dates(planned, starts_on=FIRST, ends_on=third, place="Annex", **now)
    assert (longer.starts_on, longer.ends_on, longer.place) == (FIRST, third, "Annex")


def test_the_other_site_agrees_to_a_report(
    act, step, planned, dana_of_riverton, ula_of_riverton, omar_of_lakeside
):
    with clock.frozen(datetime(2026, 11, 13, 15, tzinfo=UTC)):
        held = step(planned, "mark-held", omar_of_lakeside)
        with pytest.raises(Refused, match="Write the after-action report first"):
            step(planned, "agree", omar_of_lakeside)
        words = {"learned": "A list", "will_change": "We review"}
        with act(dana_of_riverton) as by:
            words["results"] = results_of(held)
            with pytest.raises(ResultsMissing):
                reports.write(
                    held, side=Side.VISITOR, **words | {"results": {}}, version=held.version, by=by
                )
            reports.write(held, side=Side.VISITOR, **words, version=held.version, by=by)
        for person in (dana_of_riverton, ula_of_riverton):
            with pytest.raises(Refused, match="Someone from Lakeside, EX agrees"):
                step(planned, "agree", person)
        with act(omar_of_lakeside) as by, pytest.raises(NotAllowed, match="other site wrote"):
            reports.write(held, side=Side.HOST, **words, version=held.version + 1, by=by)
        assert step(planned, "agree", omar_of_lakeside).status == "follow-up"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"starts_on": date(2026, 11, 1)}, UnlikelyDays),
        ({"ends_on": date(2026, 11, 10)}, UnlikelyDays),
        ({"host": "riverton"}, SameSites),
        ({"host": "nobody"}, NoOneAnswers),
    ],
)
def test_what_cannot_be_asked_for(values, error, visit, riverton, as_demo):
    hosts = {"riverton": riverton, "nobody": SiteFactory(slug="nobody-ex")}
    known = values | ({"host": hosts[values["host"]]} if "host" in values else {})
    with pytest.raises(error):
        visit(**known)


def test_alumni_host_and_do_not_ask(act, visit, step, lakeside, riverton, omar_of_lakeside):
    with acting_atomic("system:demo"):
        EngagementFactory(site=lakeside, graduated_on=date(2025, 9, 30))
    asked = visit()
    assert step(asked, "accept", omar_of_lakeside).status == "accepted"
    with act(omar_of_lakeside) as by, pytest.raises(NotInTheProgram):
        exchanges.ask(
            visitor=lakeside,
            host=riverton,
            core_area=asked.core_area,
            title="A",
            goals=["B"],
            outcomes="C",
            by=by,
        )
    with act(omar_of_lakeside) as by, pytest.raises(NotYourSite):
        exchanges.ask(
            visitor=riverton,
            host=lakeside,
            core_area=asked.core_area,
            title="A",
            goals=["B"],
            outcomes="C",
            by=by,
        )


def test_a_host_takes_three_visits_in_12_months_and_more_with_a_reason_of_staff(
    act, visit, step, dana_of_riverton, omar_of_lakeside, mona_manager
):
    for month in (1, 4, 7):
        day = date(2027, month, 11)
        step(visit(starts_on=day, ends_on=day), "accept", omar_of_lakeside)
    free = visit(starts_on=date(2028, 2, 1), ends_on=None)
    fourth = visit()
    full = r"Lakeside, EX already hosts 3 visits in 12 months\. DOJ staff can allow one more\."
    with pytest.raises(Refused, match=full):
        step(fourth, "accept", omar_of_lakeside)
    step(free, "accept", omar_of_lakeside)  # the year from then on has room
    with act(dana_of_riverton) as by, pytest.raises(HostIsFull):
        exchanges.set_dates(free, starts_on=FIRST, version=2, by=by)
    with act(omar_of_lakeside) as by, pytest.raises(StaffOnly):
        exchanges.allow(fourth, reason="We like it", version=1, by=by)
    later = visit(starts_on=date(2029, 2, 1), ends_on=None)
    with act(mona_manager) as by, pytest.raises(NotOverTheLimit):
        exchanges.allow(later, reason="Ask", version=1, by=by)
    with act(mona_manager) as by:
        exchanges.allow(fourth, reason="A court order", version=1, by=by)
    assert step(fourth, "accept", omar_of_lakeside).over_limit_reason == "A court order"


def test_the_busiest_12_months_around_a_day():
    days = [date(2026, 1, 1), date(2026, 6, 1), date(2027, 3, 1)]
    assert busiest_year(days, date(2026, 12, 31)) == 3  # from January 1 through December 31
    assert busiest_year(days, date(2027, 1, 1)) == 3  # June, January, March
    assert busiest_year([], date(2028, 2, 29)) == 1


@pytest.mark.parametrize(
    ("zone", "day", "starts", "wanted"),
    [
        ("America/Denver", date(2027, 3, 13), time(9), datetime(2027, 3, 13, 16, tzinfo=UTC)),
        ("America/Denver", date(2027, 3, 14), time(9), datetime(2027, 3, 14, 15, tzinfo=UTC)),
        (
            "America/Phoenix",
            date(2027, 3, 14),
            time(2, 30),
            datetime(2027, 3, 14, 9, 30, tzinfo=UTC),
        ),
        ("America/Denver", date(2027, 3, 14), time(2, 30), None),
    ],
)
def test_agenda_times_are_the_hosts_when_clocks_change(
    zone, day, starts, wanted, act, visit, lakeside, dana_of_riverton
):
    with acting_atomic("system:demo"):
        lakeside.time_zone = zone
        lakeside.save()
    made = visit(starts_on=date(2027, 3, 13), ends_on=date(2027, 3, 14))
    values = {"day": day, "starts": starts, "ends": time(11), "title": "The list"}
    with act(dana_of_riverton) as by:
        if wanted is None:
            with pytest.raises(UnlikelyTimes, match="doesn't exist that day"):
                agenda.add(made, **values, by=by)
            return
        item = agenda.add(made, **values, by=by)
        assert item.starts_at == wanted
        agenda.change(item, **values | {"title": "New"}, version=1, by=by)
        with pytest.raises(StaleEdit):
            agenda.change(item, **values, version=1, by=by)
        agenda.remove(item, by=by)
        with pytest.raises(NotNow):
            agenda.remove(item, by=by)
        assert not AgendaItem.objects.of_exchange(made.pk).exists()


def test_another_sites_people_find_nothing(act, asked, member, as_demo):
    stranger = member(SiteFactory(slug="else-ex"), "point-of-contact", "usao")
    with act(stranger.user) as by:
        assert not PeerExchange.objects.visible_to(by).exists()
        assert not PeerExchange.objects.exists()
        with pytest.raises(NotFound):
            exchanges.take(asked, "cancel", version=1, reason="A", by=by)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_visits_accepted_at_once_do_not_both_fit_the_limit(
    visit, step, member, lakeside, omar_of_lakeside
):
    """One place is left; two people of the host accept two visits at the same moment."""
    other = member(lakeside, "point-of-contact", "usao", name="Uma").user
    for month in (1, 4):
        day = date(2027, month, 11)
        step(visit(starts_on=day, ends_on=day), "accept", omar_of_lakeside)

    def accept(exchange: PeerExchange) -> Callable[[Actor], str]:
        def act(by: Actor) -> str:
            try:
                with clock.frozen(datetime(2026, 11, 2, 15, tzinfo=UTC)):
                    return exchanges.take(exchange, "accept", version=1, by=by).status
            except Refused as refused:
                return refused.message

        return act

    first = does(omar_of_lakeside, accept(visit()))
    said = sorted(at_once(first, does(other, accept(visit(title="Second")))))
    assert [each[:12] for each in said] == ["Lakeside, EX", "accepted"]
