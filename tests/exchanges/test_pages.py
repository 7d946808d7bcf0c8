"""The pages of exchanges: two sites see what they share and nothing else of each other, with either wall open."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse

from engagements.models import Commitment
from exchanges.actions import notes
from exchanges.actions.reference import load_reported
from exchanges.enums import Side
from exchanges.models import HostingLimit, PeerExchange, ReportedExchange, SiteNote
from exchanges.querysets.exchanges import commitments_of
from exchanges.reminders import ExchangeAhead, ExchangeReport
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.notifications.models import Ledger, ReminderDays
from foundation.tenancy import middleware
from foundation.tenancy.context import acting_atomic
from tests.factories.sites import SiteFactory
from tests.matrix import walls
from tests.pages import words
from tests.reference.files import rows

pytestmark = pytest.mark.django_db
# A page at any size: who asks (up to 4 statements), and the exchange with everything that belongs to it.
MAX_STATEMENTS = 6


@pytest.fixture
def shared(act, reported, promise, dana_of_riverton, omar_of_lakeside) -> PeerExchange:
    """Return an exchange on which each site has a commitment from it, one of its own, and a note."""
    for person, side in ((dana_of_riverton, Side.VISITOR), (omar_of_lakeside, Side.HOST)):
        promise(reported, side, person)
        with act(person) as by:
            notes.write(reported, side=side, text=f"Own note of the {side}", by=by)
            Commitment.objects.create(
                site=reported.site_of(side),
                text=f"Nothing to do with it, {side}",
                due_on=date(2026, 12, 1),
                made_at=clock.now(),
            )
    return reported


@pytest.mark.parametrize("open_wall", ["none", "python", "database"])
def test_two_sites_see_what_they_share_and_nothing_else(
    open_wall, client_of, shared, monkeypatch, dana_of_riverton, omar_of_lakeside, mona_manager
):
    if open_wall == "python":
        walls.python_open(monkeypatch)
    if open_wall == "database":  # the policies take every reader for someone who sees all sites
        real, manager = middleware.acting, f"user:{mona_manager.pk}"
        monkeypatch.setattr(middleware, "acting", lambda _who: real(manager))
    pages = {
        person.pk: words(client_of(person).get(shared.get_absolute_url()))
        for person in (dana_of_riverton, omar_of_lakeside)
    }
    for person, own, other in (
        (dana_of_riverton, "visitor", "host"),
        (omar_of_lakeside, "host", "visitor"),
    ):
        page = pages[person.pk]
        assert f"Promise of the {own}" in page
        assert f"Promise of the {other}" in page
        assert f"Own note of the {own}" in page
        assert f"Own note of the {other}" not in page
        assert "Nothing to do with it" not in page


def test_the_database_alone_keeps_what_is_not_shared(
    act, shared, dana_of_riverton, omar_of_lakeside
):
    with act(omar_of_lakeside) as by:
        assert {each.text for each in SiteNote.objects.all()} == {"Own note of the host"}
        assert {each.text for each in Commitment.objects.all()} == {
            "Promise of the host",
            "Promise of the visitor",
            "Nothing to do with it, host",
        }
        assert Commitment.objects.visible_to(by).count() == 2
        [theirs] = [row for row in commitments_of(shared) if row.site_id == shared.visitor_id]
        assert Commitment.objects.filter(pk=theirs.pk).update(text="Mine") == 0


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(host=F("visitor"), visitor=F("host")),
        lambda rows: rows._raw_delete(rows.db),  # past Django's own check of what refers to it
    ],
    ids=["turned-around", "deleted"],
)
def test_neither_site_takes_the_exchange_from_the_other(act, shared, omar_of_lakeside, write):
    refused = pytest.raises(DatabaseError, match="pgtrigger")
    with act(omar_of_lakeside), refused, transaction.atomic():
        write(PeerExchange.objects.filter(pk=shared.pk))


def test_pages_list_board_paper_and_steps(
    client_of,
    planned,
    dana_of_riverton,
    mayor_of_riverton,
    omar_of_lakeside,
    mona_manager,
    ana_analyst,
    statements_of,
):
    client = client_of(dana_of_riverton)
    listed = words(client.get("/exchanges/"))
    assert "Weekly shooting reviews Riverton, EX visits Lakeside, EX" in listed
    assert "Wed Nov 11 to Thu Nov 12, 2026" in listed
    page = words(client.get(planned.get_absolute_url()))
    assert "Host load" in words(client_of(omar_of_lakeside).get(planned.get_absolute_url()))
    assert "9:00 am to 10:00 am MT The list" in page
    assert "Mark as held The visit ends on Thu Nov 12, 2026." in page
    assert statements_of(dana_of_riverton, planned.get_absolute_url()) <= MAX_STATEMENTS
    for typed in ("lakeside shooting", "weekly"):
        found = words(client.get("/search/", {"q": typed}))
        assert "Weekly shooting reviews Riverton, EX visits Lakeside, EX" in found
    adds = f"{reverse('engagements:add-commitment')}?origin="
    shown = {
        person: client_of(person).get(planned.get_absolute_url()).content.decode().count(adds)
        for person in (dana_of_riverton, mayor_of_riverton)
    }
    assert shown == {dana_of_riverton: 1, mayor_of_riverton: 0}
    paper = words(client.get(reverse("exchanges:agenda", args=[planned.pk])))
    assert "9:00 am to 10:00 am MT The list" in paper
    assert client.get("/exchanges/board/").status_code == 403
    assert client_of(ana_analyst).get("/exchanges/board/").status_code == 403
    board = words(client_of(mona_manager).get("/exchanges/board/"))
    assert "Planned Exchange Visit Note Weekly shooting reviews" in board
    cancel = reverse("exchanges:cancel", args=[planned.pk])
    assert client.post(cancel, {"version": "1", "reason": "Storm"}).status_code == 409
    assert client.post(cancel, {"version": str(planned.version), "reason": ""}).status_code == 422
    done = client.post(cancel, {"version": str(planned.version), "reason": "Storm"}, follow=True)
    over = words(done)
    host = client_of(omar_of_lakeside)
    assert "Host load" not in words(host.get(planned.get_absolute_url()))
    assert "Exchange canceled." in over
    # What can't be added any more isn't asked for.
    assert "Add at least one with a date." in page
    assert "(host site) No commitments." in over
    assert "yet" not in over.partition("What each site will do")[2].partition("own notes")[0]
    assert client.get(cancel).status_code == 409


def test_asking_on_the_page_keeps_what_was_typed(
    client_of, dana_of_riverton, omar_of_lakeside, advisor_of_riverton, gun_violence
):
    client = client_of(dana_of_riverton)
    values = {
        "visitor": "riverton-ex",
        "host": "riverton-ex",
        "core_area": gun_violence.slug,
        "title": "Reviews",
        "goals": "See one",
        "outcomes": "Our own",
    }
    refused = client.post("/exchanges/new/", values)
    assert "Choose a host other than the visiting site." in words(refused)
    assert "See one" in refused.content.decode()
    made = client.post("/exchanges/new/", values | {"host": "lakeside-ex"}, follow=True)
    assert "We asked the host site for a visit." in words(made)
    assert "Date not set" in words(made)
    assert client_of(advisor_of_riverton).get("/exchanges/new/").status_code == 403


def test_notices_needs_calendar_and_reminders(
    act,
    client_of,
    drain,
    planned,
    dana_of_riverton,
    omar_of_lakeside,
    lee_liaison,
    champion_of_riverton,
):
    drain()
    with acting_atomic("system:demo"):
        told = set(Ledger.objects.values_list("kind", "recipient__name"))
    assert ("exchange-step", omar_of_lakeside.name) in told  # Dana confirmed the plan
    assert ("exchange-step", dana_of_riverton.name) not in told
    assert not [name for _, name in told if name == champion_of_riverton.name]
    span = Span.of(date(2026, 11, 1), date(2026, 11, 30), "America/Chicago")
    with act(champion_of_riverton) as by:
        (entry,) = entries_of(by, span, "America/Chicago")
        assert (entry.row.day, entry.row.last_day) == (date(2026, 11, 11), date(2026, 11, 12))
        assert entry.row.number == "Riverton, EX visits Lakeside, EX"
    wanted = {date(2026, 11, 4): "7", date(2026, 10, 12): "30", date(2026, 10, 11): None}
    with acting_atomic("system:reminders"):
        for day, said in wanted.items():
            now = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
            assert [due.step for due in ExchangeAhead().due(now)] == ([said] if said else [])
            # A visit has a day, not an hour by which to be ready: "by Thu Dec 24, 12:00 am" is none.
            for due in ExchangeAhead().due(now):
                assert "the visit on " in due.title
                assert "12:00" not in due.title
        late = datetime(2026, 11, 17, 6, 59, tzinfo=UTC)  # five days are over at midnight in Denver
        assert list(ExchangeReport().due(late)) == []
        (due,) = ExchangeReport().due(late + timedelta(minutes=1))
        assert set(due.recipients) == {dana_of_riverton.pk, omar_of_lakeside.pk, lee_liaison.pk}
    with clock.frozen(datetime(2026, 11, 13, 15, tzinfo=UTC)), act(dana_of_riverton) as by:
        causes = [row.cause for row in rows_of(by, clock.now())]
        assert [cause for cause in causes if cause.startswith("exchange")] == ["exchange-held"]
    # The days are settings: the report's are those of My day, too.
    later = datetime(2026, 11, 19, 6, 59, tzinfo=UTC)  # seven days are over at midnight in Denver
    with acting_atomic("system:demo"):
        for slug, days in (("exchange-ahead", [3]), ("exchange-report", [7])):
            ReminderDays.objects.update_or_create(slug=slug, defaults={"days": days})
        for day, steps in ((7, []), (8, ["3"])):
            now = datetime(2026, 11, day, 18, tzinfo=UTC)
            assert [due.step for due in ExchangeAhead().due(now)] == steps
        PeerExchange.objects.filter(pk=planned.pk).update(status="held")
        assert list(ExchangeReport().due(later)) == []
        assert len(list(ExchangeReport().due(later + timedelta(minutes=1)))) == 1
    with clock.frozen(later), act(dana_of_riverton) as by:
        [report] = [row for row in rows_of(by, clock.now()) if row.cause == "exchange-report"]
        assert report.due_at == datetime(
            2026, 11, 20, tzinfo=UTC
        )  # 5 pm on the seventh day in Denver


def test_reported_exchanges_have_a_source_and_promise_nothing(client_of, dana_of_riverton):
    found = rows("exchanges/data/reported_exchanges.csv")
    with acting_atomic("system:reference"):
        for slug in {row[side] for row in found for side in ("visitor", "host")}:
            SiteFactory(slug=slug, name=slug)
        for _ in range(2):
            assert load_reported(found) == 4
        assert not Commitment.objects.exists()
        assert not ReportedExchange.objects.filter(source="").exists()
    page = words(client_of(dana_of_riverton).get("/exchanges/"))
    assert "Their results aren't known." in page
    assert "An advisory council by October 2022" in page
    assert "May 2022" in page


def test_an_administrator_sets_the_hosting_limit_to_one_visit_or_more(act, client_of, adam_admin):
    page, adam = "/admin/exchanges/hostinglimit/1/change/", client_of(adam_admin)
    for few in ("0", "-1"):
        refused = words(adam.post(page, {"visits": few}))
        assert "Enter 1 or more." in refused
        assert "Constraint" not in refused
    assert adam.post(page, {"visits": "1"}).status_code == 302
    with act(adam_admin):
        assert HostingLimit.objects.current().visits == 1
