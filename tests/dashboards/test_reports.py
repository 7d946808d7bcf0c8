"""Reports of a quarter and a half year: counted, frozen once, restated with the old value and the reason."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from dashboards import errors
from dashboards.actions import reports
from dashboards.enums import TABLES, Period, ReportKind
from dashboards.models import Report, Restatement
from dashboards.models.reports import values_of
from dashboards.querysets.reports import figures_of
from engagements.models import (
    Commitment,
    Goal,
    Milestone,
    Plan,
    PlanVersion,
    RecommendationStep,
)
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from outcomes.models import SiteMeasurement
from sites.models import Principle, Site
from tests.factories.engagements import EngagementFactory, RecommendationFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.summits import SummitFactory
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import Clock, Entry, HoursEntry, TTARequest

pytestmark = pytest.mark.django_db
QUARTER = Period(2026, 3, ReportKind.QUARTERLY)
PATH = "/reports/2026-q3/"
# The last minute of September 30 in Washington, and the first of October: both October 1 in UTC.
LAST = datetime(2026, 10, 1, 3, 59, tzinfo=UTC)
NEXT = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def as_person():
    """Run as a person in one transaction: ``as_person(user, call)``."""

    def run(user, call):
        with acting_atomic(f"user:{user.pk}"):
            return call(resolve(user))

    return run


@pytest.fixture
def october():
    with clock.frozen(datetime(2026, 10, 7, 15, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def worked(
    standards, october, riverton, gun_violence, lee_liaison, dana_of_riverton, best_provider
):
    """Plant one request a state in September, its work, and a federal one that no report counts; Riverton is real."""
    provider = best_provider
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=False)

    def make(status, at, **values):
        made = put(
            status, site=riverton, area=gun_violence, requester=dana_of_riverton, provider=provider
        )
        with acting_atomic("system:demo"):
            TTARequest.objects.filter(pk=made.pk).update(submitted_at=at, **values)
        return made

    mid = datetime(2026, 9, 15, 12, 0, tzinfo=UTC)
    make("triage", LAST)
    make("triage", NEXT)
    closed = make("closed", mid)
    federal = make("closed", mid, handling="federal", federal_agencies=["ATF"])
    with acting_atomic("system:demo"):
        for each in (closed, federal):
            for _ in range(2):  # reopened, and confirmed again
                Entry.objects.create(
                    site=riverton,
                    request=each,
                    kind="confirm-delivery",
                    text="confirmed",
                    author_label="Dana",
                    created_at=mid,
                )
            logged = {
                "site": riverton,
                "request": each,
                "organization": provider.organization,
                "worked_on": date(2026, 9, 30),
                "what": "Training",
                "entered_by": lee_liaison,
                "entered_at": mid,
            }
            wrong = HoursEntry.objects.create(**logged, spent=timedelta(hours=9))
            HoursEntry.objects.create(
                **logged,
                spent=timedelta(hours=2, minutes=30),
                corrects=wrong,
                corrected_by=lee_liaison,
                reason="Typed wrong.",
            )
            Commitment.objects.create(
                site=riverton,
                request=each,
                text="Send the list",
                owed_by="doj",
                due_on=date(2026, 9, 20),
                made_at=mid,
                done_at=LAST,
                done_by=lee_liaison,
            )
        for kind, day in (("visit", 30), ("call", 1)):
            EngagementUpdateFactory(
                site=riverton, author=lee_liaison, kind=kind, occurred_on=date(2026, 9, day)
            )
        EngagementUpdateFactory(site=riverton, author=lee_liaison, occurred_on=date(2026, 10, 1))
    return closed


def row(figures, table, slug):
    return next(each["figures"] for each in figures[table] if each["slug"] == slug)


@pytest.mark.parametrize(
    ("slug", "first", "last", "due"),
    [
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 15)),
        ("2028-q4", date(2028, 10, 1), date(2028, 12, 31), date(2029, 1, 15)),
        ("2026-h1", date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 30)),
        ("2026-h2", date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_a_period_has_its_days(slug, first, last, due):
    period = Period.named(slug)
    assert period
    assert (period.first, period.last, period.due_on, period.slug) == (first, last, due, slug)
    assert period.after.before == period


def test_there_is_no_third_half():
    assert Period.named("2026-h3") is None
    assert Period.named("2026-q5") is None


def test_the_quarter_ends_at_midnight_in_washington_and_leaves_federal_items_out(
    worked, mona_manager, ana_analyst, riverton, as_person
):
    for reader in (mona_manager, ana_analyst):
        figures = as_person(reader, lambda by: figures_of(QUARTER, by))
        assert row(figures, "areas", "gun-violence") == {
            "received": 2,
            "delivered": 1,
            "trained": 0,
            "hours": 2.5,
            "open": 2,
            "recommendations": 0,
            "goals": 0,
        }
        assert row(figures, "sites", riverton.slug) == {
            "updates": 2,
            "visits": 1,
            "delivered": 1,
            "hours": 2.5,
            "commitments": 1,
        }
        assert row(figures, "states", "closed") == {"requests": 1}


def test_demonstration_sites_are_counted_apart_and_say_so(
    worked, riverton, mona_manager, client_of, as_person
):
    before = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=True)
    after = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    for table in ("areas", "states", "sites"):
        assert before[f"demo-{table}"] == after[table] == []
        assert before[table] == after[f"demo-{table}"] != []
    client = client_of(mona_manager)
    shown = words(client.get(PATH))
    assert "sites sent 0 requests" in shown
    assert "Demonstration sites These sites, people, and requests are made up." in shown
    client.post(f"{PATH}freeze/")
    values = {
        "figure": "demo-areas/gun-violence/delivered",
        "new": "3",
        "reason": "A sign-in sheet came late.",
        "version": "1",
    }
    assert client.post(f"{PATH}restate/", values).status_code == 303
    noted = "Gun Violence, delivered (demonstration sites): 3, was 1."
    assert noted in words(client.get(PATH))


def test_a_report_frozen_before_they_were_apart_says_that_it_may_hold_them(
    october, mona_manager, client_of
):
    figures = {"areas": [], "states": [], "sites": []}
    with acting_atomic("system:demo"):
        Report.objects.create(
            period="2026-q3", figures=figures, frozen_at=clock.now(), frozen_by=mona_manager
        )
    answer = client_of(mona_manager).get(PATH)
    assert "frozen before demonstration sites" in words(answer)
    covers, due = answer.context["shown"].following
    assert (covers.value, covers.href) == ("October to December 2026", "/reports/2026-q4/")
    assert due.value == "Jan 15, 2027"
    (after, _) = client_of(mona_manager).get(covers.href).context["shown"].following
    assert (after.value, after.href) == ("January to March 2027", "")


def test_a_delivery_is_one_thing_in_reports_and_on_the_summary(
    worked, riverton, mona_manager, client_of
):
    """A request that was imported as closed has no confirmed delivery; one confirmed twice has one."""
    with acting_atomic("system:demo"):
        imported = TTARequest.objects.get(pk=worked.pk)
        imported.pk, imported.number, imported._state.adding = uuid4(), "PSP-2019-6999", True
        imported.source = "imported"
        imported.save()
    assert "Delivered 1 " in words(client_of(mona_manager).get("/sites/riverton-ex/one-page/"))


def test_people_trained_are_added_up_from_confirmed_deliveries(
    worked, mona_manager, client_of, as_person
):
    """One confirmed twice counts once, and an open, later, or federal one not at all."""
    with acting_atomic("system:demo"):
        TTARequest.objects.update(people_trained=22)
        later = TTARequest.objects.get(submitted_at=NEXT)
        Entry.objects.create(
            site=later.site,
            request=later,
            kind="confirm-delivery",
            text="confirmed",
            author_label="Dana",
            created_at=NEXT,
        )
    figures = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    assert row(figures, "areas", "gun-violence")["trained"] == 22
    assert "People trained" in words(client_of(mona_manager).get(PATH))


def test_what_changed_at_the_sites_is_frozen_with_the_report(
    october, measured, mona_manager, client_of
):
    """The newest verified number of the period is compared with the newest before it."""
    client = client_of(mona_manager)
    changed = "Riverton, EX. Reviewed in a week rose from 31% to 55%. Measured April to June 2026 and July to September 2026"
    preview = words(client.get(PATH))
    assert changed in preview
    assert "Unverified" not in preview
    assert "What changed" not in words(client.get("/reports/2026-q2/"))
    client.post(f"{PATH}freeze/")
    with acting_atomic("system:demo"):
        SiteMeasurement.objects.update(is_current=False)
    assert changed in words(client.get(PATH))


def test_what_names_principles_counts_under_each_and_the_table_has_no_total(
    worked, riverton, gun_violence, lee_liaison, mona_manager, client_of, as_person
):
    with acting_atomic("system:reference"):
        for order, slug in enumerate(("build-trust", "use-data")):
            Principle.objects.get_or_create(slug=slug, defaults={"name": slug, "order": order})
    with acting_atomic("system:demo"):
        TTARequest.objects.update(principles=["build-trust", "use-data"])  # a federal one too
        for day in (30, 1):
            RecommendationFactory(
                site=riverton,
                core_area=gun_violence,
                principles=["use-data"],
                written_at=datetime(2026, 10 - (day == 30), day, 15, 0, tzinfo=UTC),
            )
    figures = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    both = {"received": 2, "delivered": 1, "recommendations": 0, "goals": 0}
    assert row(figures, "principles", "build-trust") == both
    assert row(figures, "principles", "use-data") == both | {"recommendations": 1}
    assert row(figures, "areas", "gun-violence")["recommendations"] == 1
    shown = client_of(mona_manager).get(PATH).text
    principles = shown[
        shown.index("Help by DOJ principle") : shown.index("Requests received, by status")
    ]
    assert "use-data" in principles
    assert ">All<" not in principles


def test_imported_recommendations_are_no_work_of_the_period(
    october, riverton, gun_violence, mona_manager, as_person
):
    mid = datetime(2026, 9, 15, 15, 0, tzinfo=UTC)
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=False)
        for origin in ("imported", "portal"):
            RecommendationFactory(
                site=riverton,
                core_area=gun_violence,
                origin=origin,
                source="https://example.gov/report" if origin == "imported" else "",
                written_at=mid,
            )
        RecommendationFactory(
            site=riverton, core_area=gun_violence, status="withdrawn", written_at=mid
        )
    figures = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    assert row(figures, "areas", "gun-violence")["recommendations"] == 1


def test_the_goals_of_plans_approved_in_the_period_are_counted(
    october, riverton, gun_violence, mona_manager, as_person
):
    with acting_atomic("system:reference"):
        trust = Principle.objects.create(slug="trust", name="Build trust")
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=False)
        engagement = EngagementFactory(site=riverton, active=True)
        plan = Plan.objects.create(site=riverton, engagement=engagement, kind="strategic")

        def add(text, principle=None):
            Goal.objects.create(
                site=riverton,
                plan=plan,
                core_area=gun_violence,
                principle=principle,
                text=text,
                unit="cases",
                baseline_on=date(2026, 1, 1),
                target=10,
                due_on=date(2027, 1, 1),
            )

        add("First")
        add("Second", trust)
        approved = plan.in_words()
        add("Third, in the next draft")
        for number, day in ((1, date(2026, 9, 1)), (2, date(2026, 9, 30))):
            PlanVersion.objects.create(
                site=riverton,
                plan=plan,
                number=number,
                goals=approved,
                approved_on=day,
                approved_at=clock.now(),
            )
    figures = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    assert row(figures, "areas", "gun-violence")["goals"] == 2
    assert row(figures, "principles", "trust")["goals"] == 1
    assert as_person(mona_manager, lambda by: figures_of(QUARTER.before, by))["areas"] == []


def test_what_an_old_report_never_counted_is_not_shown_as_none(october, mona_manager, client_of):
    old = {"slug": "gun-violence", "name": "Gun Violence", "figures": {"received": 2}}
    figures = {"areas": [old], "states": [], "sites": [], "demo-areas": []}
    with acting_atomic("system:demo"):
        Report.objects.create(
            period="2026-q3", figures=figures, frozen_at=clock.now(), frozen_by=mona_manager
        )
    shown = words(client_of(mona_manager).get(PATH))
    assert "Gun Violence 2 Not counted" in shown
    assert "Help by DOJ principle" not in shown


def test_an_export_says_whose_each_figure_is_and_what_it_was(
    worked, lakeside, mona_manager, client_of, drain
):
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=lakeside, occurred_on=date(2026, 9, 2))
    client = client_of(mona_manager)
    client.post(f"{PATH}freeze/")
    values = {
        "figure": "areas/gun-violence/delivered",
        "new": "3",
        "reason": "Late.",
        "version": "1",
    }
    client.post(f"{PATH}restate/", values)
    asked = {"what": "report", "query": "period=2026-q3", "format": "csv"}
    assert client.post("/exports/new/", asked).status_code == 303
    drain()
    with acting_atomic("system:demo"):
        export = Export.objects.of(mona_manager.pk).get()
    sent = b"".join(client.get(f"/exports/{export.pk}/download/").streaming_content)
    rows = [row[2:] for row in csv.reader(StringIO(sent.decode("utf-8-sig")))]
    areas, sites = "Help by core area", "Work with each site"
    restated = ["Program sites", areas, "Gun Violence", "Delivered", "3", "1", "Late."]
    assert restated in rows
    assert ["Demonstration sites", sites, lakeside.name, "Updates", "1", "1", ""] in rows


def test_counts_agree_with_the_list_of_requests(worked, ana_analyst, client_of, as_person):
    figures = as_person(ana_analyst, lambda by: figures_of(QUARTER, by))
    client = client_of(ana_analyst)
    for area in figures["areas"]:
        listed = client.get("/requests/", {"area": area["slug"], "status": "open"})
        assert listed.content.count(b"PSP-2019-") >= 1
        numbers = {
            each for each in words(listed).replace("(", " ").split() if each.startswith("PSP-2019-")
        }
        assert len(numbers) == area["figures"]["open"]


def test_a_frozen_report_stays_as_it_was(worked, mona_manager, ana_analyst, client_of):
    client = client_of(mona_manager)
    assert "Preview" in words(client.get(PATH))
    assert client.post(f"{PATH}freeze/").status_code == 303
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=worked.pk).update(submitted_at=NEXT)
    shown = words(client_of(ana_analyst).get(PATH))
    assert "Frozen Oct 7, 2026 by" in shown
    assert "sites sent 2 requests" in shown


@pytest.mark.parametrize(
    ("day", "said"), [(15, "Freeze it by Oct 15, 2026."), (16, "It was due Oct 15, 2026.")]
)
def test_a_preview_says_until_when_it_is_frozen(mona_manager, client_of, day, said):
    with clock.frozen(datetime(2026, 10, day, 16, tzinfo=UTC)):
        assert f"Preview, counted just now. {said}" in words(client_of(mona_manager).get(PATH))


def test_a_figure_to_restate_is_chosen_in_the_order_of_the_report(worked, mona_manager, client_of):
    client = client_of(mona_manager)
    client.post(f"{PATH}freeze/")
    figures = [
        key for key, _ in client.get(f"{PATH}restate/").context["form"]["figure"].field.choices
    ]
    own = [key.split("/")[2] for key in figures if key.startswith("areas/gun-violence/")]
    assert own == list(TABLES["areas"][2])
    with acting_atomic(f"user:{mona_manager.pk}"):
        assert set(figures) - {""} == set(values_of(Report.objects.get().figures))


def test_a_restated_figure_keeps_its_old_value_and_reason(worked, mona_manager, client_of):
    client = client_of(mona_manager)
    client.post(f"{PATH}freeze/")
    values = {
        "figure": "areas/gun-violence/delivered",
        "new": "3",
        "reason": "A sign-in sheet came late.",
        "version": "1",
    }
    assert client.post(f"{PATH}restate/", values).status_code == 303
    shown = words(client.get(PATH))
    assert "Gun Violence, delivered: 3, was 1. A sign-in sheet came late." in shown
    stale = client.post(f"{PATH}restate/", values | {"new": "4"})
    assert (stale.status_code, "Someone else changed this" in words(stale)) == (409, True)
    kept = stale.context["form"]
    assert [kept[name].value() for name in ("new", "figure")] == [
        "4",
        "areas/gun-violence/delivered",
    ]
    assert stale.context["version"] == 2
    assert 'value="4"' in stale.text
    assert client.post(f"{PATH}restate/", values | {"version": "2"}).status_code == 422


@pytest.mark.parametrize(
    ("figure", "status"),
    [
        ("areas/gun-violence/received", 422),
        ("areas/gun-violence/delivered", 422),
        ("areas/gun-violence/hours", 303),
    ],
)
def test_only_hours_have_decimals(worked, mona_manager, client_of, figure, status):
    client = client_of(mona_manager)
    client.post(f"{PATH}freeze/")
    values = {"figure": figure, "new": "12.5", "reason": "A sheet came late.", "version": "1"}
    answer = client.post(f"{PATH}restate/", values)
    assert answer.status_code == status
    assert ("Enter a whole number." in words(answer)) is (status == 422)
    assert client.get(PATH).status_code == 200


def test_only_a_manager_freezes_and_only_what_is_over(
    october, mona_manager, ana_analyst, lee_liaison, dana_of_riverton, client_of, as_person
):
    assert client_of(dana_of_riverton).get("/reports/").status_code == 403
    assert client_of(ana_analyst).get("/reports/").status_code == 200
    assert client_of(ana_analyst).post(f"{PATH}freeze/").status_code == 403
    with pytest.raises(errors.NotYours):
        as_person(ana_analyst, lambda by: reports.freeze(QUARTER, by=by))
    with pytest.raises(errors.TooEarly):
        as_person(
            mona_manager, lambda by: reports.freeze(Period(2026, 4, ReportKind.QUARTERLY), by=by)
        )
    as_person(mona_manager, lambda by: reports.freeze(QUARTER, by=by))
    with pytest.raises(errors.AlreadyFrozen):
        as_person(mona_manager, lambda by: reports.freeze(QUARTER, by=by))


def test_of_two_who_restate_at_once_one_is_told(worked, mona_manager, as_person):
    report = as_person(mona_manager, lambda by: reports.freeze(QUARTER, by=by))

    def restate(new):
        return as_person(
            mona_manager,
            lambda by: reports.restate(
                report,
                "areas/gun-violence/hours",
                new=Decimal(new),
                reason="Late.",
                version=1,
                by=by,
            ),
        )

    assert restate("4").old_value == Decimal("2.5")
    with pytest.raises(StaleEdit):
        restate("5")


def test_the_database_keeps_reports_from_others_and_from_changes(
    october, mona_manager, dana_of_riverton, as_person
):
    report = as_person(mona_manager, lambda by: reports.freeze(QUARTER, by=by))
    assert as_person(dana_of_riverton, lambda _by: Report.objects.count()) == 0
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        acting_atomic(f"user:{mona_manager.pk}"),
    ):
        Report.objects.filter(pk=report.pk).update(figures={})
    assert as_person(mona_manager, lambda _by: Restatement.objects.of_report(report).count()) == 0


def test_a_report_costs_a_fixed_number_of_statements(worked, mona_manager, statements_of):
    assert statements_of(mona_manager, PATH) <= 7
    assert statements_of(mona_manager, "/reports/") <= 5


def test_an_old_frozen_report_stays_in_the_list(worked, mona_manager, client_of, as_person):
    old = Period(2019, 2, ReportKind.QUARTERLY)
    client = client_of(mona_manager)
    assert "/reports/2019-q2/" not in client.get("/reports/").text
    as_person(mona_manager, lambda by: reports.freeze(old, by=by))
    assert "/reports/2019-q2/" in client.get("/reports/").text


@pytest.mark.parametrize(
    ("period", "status"), [("2014-q1", 200), ("2013-q4", 404), ("2199-q1", 404)]
)
def test_a_period_has_a_report_from_the_programs_beginning_until_today(
    october, mona_manager, client_of, period, status
):
    assert client_of(mona_manager).get(f"/reports/{period}/").status_code == status


def test_a_period_is_compared_with_the_frozen_one_before(
    worked, mona_manager, ana_analyst, client_of, as_person
):
    """Restated figures count; with a period that isn't frozen nothing is compared."""
    client = client_of(ana_analyst)
    assert "Compared with" not in words(client.get(PATH))
    area = {"slug": "gun-violence", "name": "Gun Violence"}
    figures = {
        "areas": [area | {"figures": {"received": 5, "delivered": 1}}],
        "sites": [{"slug": "a", "name": "A", "figures": {"updates": 1}}],
        "demo-areas": [area | {"figures": {"received": 9, "delivered": 9}}],
    }
    with acting_atomic("system:demo"):
        before = Report.objects.create(
            period="2026-q2", figures=figures, frozen_at=clock.now(), frozen_by=mona_manager
        )
    figure = {"figure": "areas/gun-violence/received", "new": Decimal(4), "reason": "Twice."}
    as_person(mona_manager, lambda by: reports.restate(before, **figure, version=1, by=by))
    compared = "Compared with April to June 2026: 2 fewer requests, the same number of deliveries, 1 more update."
    assert compared in words(client.get(PATH))
    client_of(mona_manager).post(f"{PATH}freeze/")
    assert compared in words(client.get(PATH))
    assert "Compared with" not in words(client.get("/reports/2026-q4/"))


def test_clocks_met_in_the_period_are_counted_by_whether_they_were_on_time(
    worked, mona_manager, client_of, as_person
):
    """The instant of the deadline is on time; what was stopped, or is of a federal request, isn't counted."""
    federal = TTARequest.objects.filter(handling="federal")
    due = datetime(2026, 9, 10, 21, 0, tzinfo=UTC)

    def met(tta_request, at, state="met"):
        Clock.objects.create(
            request=tta_request,
            site_id=tta_request.site_id,
            kind="offer-accepted",
            urgency="expedited",
            amount=2,
            unit="days",
            state=state,
            starts_at=due - timedelta(days=9),
            warn_at=due - timedelta(days=1),
            due_at=due,
            stopped_at=at,
        )

    with acting_atomic("system:demo"):
        for at in (due, due + timedelta(seconds=1), LAST, NEXT):
            met(worked, at)
        met(worked, due, state="stopped")
        met(federal.get(), due)
    figures = as_person(mona_manager, lambda by: figures_of(QUARTER, by))
    assert row(figures, "clocks", "offer-accepted") == {"kept": 1, "late": 2, "overdue": 0}
    client = client_of(mona_manager)
    assert "Offer accepted 1 2 0" in words(client.get(PATH))
    without = {"areas": [], "states": [], "sites": [], "demo-areas": []}
    with acting_atomic("system:demo"):  # frozen before clocks were counted
        Report.objects.create(
            period="2026-q3", figures=without, frozen_at=clock.now(), frozen_by=mona_manager
        )
    checked = words(client.get(f"{PATH}check/"))
    assert "Gun Violence, received" in checked
    assert "Offer accepted" not in checked


def test_clocks_that_nobody_has_met_are_past_due_when_counted(worked, mona_manager, as_person):
    """Those that are due later, in the next period, paused, or of a federal request aren't counted."""
    federal = TTARequest.objects.filter(handling="federal")
    other, now = TTARequest.objects.filter(status="triage", submitted_at=NEXT), clock.now()

    def runs(kind, due, *, of=worked, state="running"):
        Clock.objects.create(
            request=of,
            site_id=of.site_id,
            kind=kind,
            urgency="expedited",
            amount=2,
            unit="days",
            state=state,
            starts_at=due - timedelta(days=9),
            warn_at=due - timedelta(days=1),
            due_at=due,
            fires_at=due if state == "running" else None,
            paused_at=due - timedelta(days=2) if state == "paused" else None,
        )

    with acting_atomic("system:demo"):
        runs("acknowledge", LAST - timedelta(days=200))
        runs("offer-accepted", LAST)
        runs("scope-signed", NEXT)
        runs("first-contact", now)
        runs("triage-decision", now + timedelta(seconds=1))
        runs("triage-decision", LAST, of=federal.get())
        runs("triage-decision", LAST, of=other.get(), state="paused")
    counted = [
        {
            each["slug"]: each["figures"]["overdue"]
            for each in as_person(mona_manager, lambda by, period=period: figures_of(period, by))[
                "clocks"
            ]
        }
        for period in (QUARTER, Period(2026, 4, ReportKind.QUARTERLY))
    ]
    ended = {"acknowledge": 1, "offer-accepted": 1}
    assert counted == [ended, ended | {"scope-signed": 1, "first-contact": 1}]


def test_each_line_of_a_report_leads_to_its_record(
    worked, riverton, mona_manager, ana_analyst, client_of, statements_of
):
    """A federal request is no source, whoever reads; what comes is of the next quarter."""
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(
            site=riverton, kind="visit", outcome="Both units meet.", occurred_on=date(2026, 9, 3)
        )
        advice = RecommendationFactory(site=riverton, headline="Meet weekly", status="verified")
        for day in (date(2026, 9, 30), date(2026, 10, 1)):
            RecommendationStep.objects.create(
                recommendation=advice, site=riverton, step="verify", on=day, made_at=clock.now()
            )
        engagement = EngagementFactory(site=riverton, active=True)
        for kind, day in (
            ("month-6", date(2026, 9, 30)),
            ("month-12", date(2026, 12, 31)),
            ("month-24", date(2027, 1, 1)),
        ):
            Milestone.objects.create(engagement=engagement, site=riverton, kind=kind, due_on=day)
        federal = TTARequest.objects.get(handling="federal")
    for reader in (mona_manager, ana_analyst):
        client = client_of(reader)
        assert f"{PATH}sources/" in client.get(PATH).text
        answer = client.get(f"{PATH}sources/")
        updates, deliveries, verified, coming = answer.context["parts"]
        assert [line.text for line in updates.lines].count("Both units meet.") == 1
        assert len(updates.lines) == 3
        assert {line.label for line in deliveries.lines} == {worked.number}
        assert federal.number not in answer.text
        assert [(line.day, line.text) for line in verified.lines] == [
            ("Sep 30, 2026", "Meet weekly")
        ]
        assert [(line.day, line.where) for line in coming.lines] == [
            ("Dec 31, 2026", "Riverton, EX")
        ]
    assert statements_of(ana_analyst, f"{PATH}sources/") <= 8


def test_a_date_of_several_days_says_the_last_one(mona_manager, client_of):
    """It is of the next quarter by its last day."""
    with acting_atomic("system:demo"):
        SummitFactory(starts_on=date(2026, 9, 30), ends_on=date(2026, 10, 2))
    coming = client_of(mona_manager).get(f"{PATH}sources/").context["parts"][3]
    assert [line.day for line in coming.lines] == ["Sep 30, 2026 to Oct 2, 2026"]
