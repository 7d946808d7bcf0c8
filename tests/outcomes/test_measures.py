"""Measures: what a site enters, in versions, who verifies it, and who is asked for it."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.quarters import Quarter
from foundation.tenancy.context import acting_atomic
from foundation.ui import pdf
from foundation.workflow.errors import NotAllowed, NotFound, StaleEdit
from outcomes.actions import evidence, measurements, measures
from outcomes.actions.measurements import Said
from outcomes.errors import (
    ChosenBefore,
    EnteredBefore,
    EnteredByYou,
    NothingReported,
    NothingToVerify,
    NotMeasuredThen,
    ReportedMeasure,
    SameMeasurement,
    UnlikelyBaseline,
    UnlikelyEnd,
    UnlikelyMeasurement,
)
from outcomes.models import (
    AccomplishmentEvidence,
    Indicator,
    SiteMeasure,
    SiteMeasurement,
)
from outcomes.presenters.measurements import said_of
from outcomes.querysets.measures import due_quarter, lacking, slots_of
from outcomes.reminders import MeasurementDue
from psp_portal.management.commands.load_reference import TABLES, read
from tests.dashboards.test_paper import read as read_paper
from tests.factories.tta_requests import CoreAreaFactory
from tests.needs.test_everywhere import asked_of
from tests.notifications.sending import gate_is_open
from tests.outcomes.conftest import WORDS
from tests.pages import markup, words
from tests.together import at_once, does, refusals

NOW = datetime(2026, 10, 20, 15, tzinfo=UTC)
DUE = Quarter(2026, 3)
# The reference data that the program's own measurements need.
NEEDED = ("states", "districts", "core areas", "sites", "indicators", "measurements")
PAGE = f"/sites/riverton-ex/measures/{DUE.slug}/"
DETAILS = {"source": "Personnel roster", "reporter": "law-enforcement"}


@pytest.fixture(autouse=True)
def october():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def indicators(db) -> dict[str, Indicator]:
    """Two indicators: a number of detectives, and a percentage of two counts."""
    with acting_atomic("system:demo"):
        common = {"better": "up", "definition": "As counted.", "source": "the tests"}
        area = CoreAreaFactory(slug="investigations")
        detectives = Indicator.objects.create(
            slug="detectives",
            name="Detectives",
            unit="detectives",
            order=1,
            core_area=area,
            **common,
        )
        solved = Indicator.objects.create(
            slug="solved",
            name="Solve rate",
            unit="percent",
            order=2,
            numerator="Solved",
            denominator="Homicides",
            core_area=area,
            **common,
        )
    return {"detectives": detectives, "solved": solved}


@pytest.fixture
def choose(riverton, act, dana_of_riverton, indicators):
    def make(slug="detectives", *, frequency="quarter", since=DUE.before, **details):
        with act(dana_of_riverton) as by:
            return measures.choose(
                riverton,
                indicators[slug],
                since=since,
                frequency=frequency,
                details=DETAILS | details,
                by=by,
            )

    return make


@pytest.fixture
def enter(riverton, act, dana_of_riverton):
    def make(measure, said, quarter=DUE, *, who=dana_of_riverton):
        with act(who) as by:
            [slot] = slots_of([measure], quarter)
            [made] = measurements.enter(riverton, [(slot, said)], by=by)
            return made

    return make


def test_the_quarter_is_entered_on_one_form_with_the_last_answers(
    choose, enter, client_of, dana_of_riverton, lee_liaison, mayor_of_riverton, omar_of_lakeside
):
    detectives, solved = choose(), choose("solved")
    enter(detectives, Said(value=Decimal(12)), DUE.before)
    client = client_of(dana_of_riverton)
    assert "April to June 2026: 12 detectives" in words(client.get(PAGE))
    keys = {each: f"{each.pk.hex}-2026-07" for each in (detectives, solved)}
    typed = {f"numerator-{keys[solved]}": "9", f"value-{keys[detectives]}": "1e"}
    refused = client.post(PAGE, typed)
    assert refused.status_code == 422
    assert "Detectives, in detectives: Enter a number" in words(refused)
    assert "Enter both counts" in words(refused)
    assert 'value="9"' in refused.content.decode()
    typed |= {f"denominator-{keys[solved]}": "12", f"value-{keys[detectives]}": "18"}
    assert client.post(PAGE, typed).status_code == 303
    said = words(client.get(PAGE))
    assert "75% (9 of 12)" in said
    assert "18 detectives" in said
    panel = words(client.get("/sites/riverton-ex/outcomes/"))
    assert "See July to September 2026" in panel
    change = "Up to 18 detectives in July to September 2026, from 12 detectives"
    assert change in panel
    if pdf.is_available():
        paper = read_paper(client, "/sites/riverton-ex/outcomes/pdf/").text
        assert f"Detectives 18 detectives {change}" in paper
        assert "Solve rate 75% (9 of 12) July to September 2026 Not verified yet" in paper
        assert "No published figures yet." in paper
        assert "Demonstration data: people, sites, and requests are invented." in paper
    page = words(client_of(lee_liaison).get(detectives.get_absolute_url()))
    assert change in page
    # Someone else's form for the same quarter names what is there by now, and loses nothing.
    late = client.post(PAGE, {f"value-{keys[detectives]}": "17"})
    assert late.status_code == 422
    told = "entered Detectives for July to September 2026, so your 17 wasn't saved"
    assert told in words(late)
    assert client_of(mayor_of_riverton).post(PAGE, {}).status_code == 403
    assert client_of(omar_of_lakeside).get(detectives.get_absolute_url()).status_code == 404


def test_not_reported_is_not_zero_and_a_blank_can_be_entered_later(
    choose, enter, client_of, dana_of_riverton
):
    measure = choose()
    key = f"{measure.pk.hex}-2026-07"
    client = client_of(dana_of_riverton)
    both = client.post(PAGE, {f"value-{key}": "0", f"is_absent-{key}": "on"})
    assert "Clear the number, or clear “Not reported.”" in words(both)
    assert "Enter at least one measurement" in words(client.post(PAGE, {}))
    assert client.post(PAGE, {f"is_absent-{key}": "on"}).status_code == 303
    with acting_atomic("system:demo"):
        none = SiteMeasurement.objects.for_page().get(measure=measure)
        assert (none.is_reported, none.value, said_of(none)) == (False, None, "Not reported")
        assert not SiteMeasurement.objects.unverified().exists()
    zero = enter(measure, Said(value=Decimal(0)), DUE.before)
    assert said_of(zero) == "0 detectives"


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        (Said(), "detectives"),
        (Said(value=Decimal(-1)), "detectives"),
        (Said(numerator=Decimal(1), denominator=Decimal(2)), "detectives"),
        (Said(value=Decimal(75)), "solved"),
        (Said(numerator=Decimal(1)), "solved"),
    ],
)
def test_numbers_fit_the_indicator(choose, enter, said, slug):
    with pytest.raises(UnlikelyMeasurement):
        enter(choose(slug), said)


def test_more_can_be_solved_than_happened_and_nothing_of_nothing_has_no_share(choose, enter):
    more = enter(choose("solved"), Said(numerator=Decimal(8), denominator=Decimal(7)))
    assert said_of(more) == "114.3% (8 of 7)"
    none = enter(
        choose("solved", sub_area="North"), Said(numerator=Decimal(0), denominator=Decimal(0))
    )
    assert said_of(none) == "no percentage (0 of 0)"


def test_a_period_is_entered_once_and_only_when_it_is_over(choose, enter):
    measure = choose()
    enter(measure, Said(value=Decimal(3)))
    with pytest.raises(EnteredBefore, match="Detectives for July to September 2026"):
        enter(measure, Said(value=Decimal(3)))
    with pytest.raises(NotMeasuredThen):
        enter(measure, Said(value=Decimal(3)), DUE.after)


def test_someone_else_verifies_and_a_later_version_keeps_the_former(
    choose, enter, act, client_of, dana_of_riverton, lee_liaison, mona_manager
):
    measure = choose()
    first = enter(measure, Said(value=Decimal(16)), who=lee_liaison)
    with pytest.raises(EnteredByYou), act(lee_liaison) as by:
        measurements.verify(first, version=1, by=by)
    with pytest.raises(NotAllowed), act(dana_of_riverton) as by:
        measurements.verify(first, version=1, by=by)
    with act(mona_manager) as by:
        measurements.verify(first, version=1, by=by)
        with pytest.raises(NothingToVerify):
            measurements.verify(first, version=1, by=by)
    why = {"change": "restated", "reason": "Two were on loan."}
    with act(dana_of_riverton) as by:
        with pytest.raises(SameMeasurement):
            measurements.restate(first, Said(value=Decimal(16)), **why, version=1, by=by)
        second = measurements.restate(first, Said(value=Decimal(18)), **why, version=1, by=by)
        with pytest.raises(StaleEdit):
            measurements.restate(first, Said(value=Decimal(19)), **why, version=1, by=by)
    assert (second.version, second.verified_by_id) == (2, None)
    client = client_of(lee_liaison)
    page = words(client.get(measure.get_absolute_url()))
    assert "The source changed the number: Two were on loan." in page
    assert "Replaced by a later version" in page
    # The link of a page that shows the former version leads to the later one's refusal.
    stale = client.post(f"/measurements/{first.pk}/verify/", {"version": "1"})
    assert stale.status_code == 409
    done = client.post(f"/measurements/{second.pk}/verify/", {"version": "2"}, follow=True)
    assert f"Verified by {lee_liaison.name}" in words(done)
    timeline = words(client.get("/sites/riverton-ex/timeline/"))
    assert "Measurement changed, July to September 2026" in timeline
    assert "Measurement verified, July to September 2026" in timeline


def test_what_was_typed_stays_after_someone_entered_a_later_version(
    choose, enter, act, client_of, dana_of_riverton, lee_liaison
):
    """Numbers, too; the form is then based on the later version, which the page shows."""
    first = enter(choose(), Said(value=Decimal(16)))
    why = {"change": "restated", "reason": "Two were on loan."}
    with act(lee_liaison) as by:
        measurements.restate(first, Said(value=Decimal(18)), **why, version=1, by=by)
    client, page = client_of(dana_of_riverton), f"/measurements/{first.pk}/change/"
    sent = {"version": "1", "value": "19.5", "note": "", "change": "restated", "reason": "Late."}
    stale = client.post(page, sent)
    assert stale.status_code == 409
    assert "Someone else changed this" in words(stale)
    assert "July to September 2026: 18 detectives." in words(stale)
    kept = markup(stale)
    assert 'value="19.5"' in kept
    assert 'name="version" value="2"' in kept
    assert client.post(page, sent | {"version": "2"}).status_code == 303


@pytest.mark.parametrize(
    "change",
    [
        {"value": 19},
        {"is_reported": False, "value": None},
        {"starts_on": DUE.before.first},
        {"verified_by": None, "verified_at": None},
        {"numerator": 1, "denominator": 2},
    ],
)
def test_the_database_refuses_what_no_action_does(choose, enter, act, lee_liaison, change):
    made = enter(choose(), Said(value=Decimal(16)))
    with act(lee_liaison) as by:
        measurements.verify(made, version=1, by=by)
    with acting_atomic("system:demo"), pytest.raises(DatabaseError), transaction.atomic():
        SiteMeasurement.objects.filter(pk=made.pk).update(**change)


def test_the_database_keeps_who_entered_from_verifying(choose, enter, dana_of_riverton):
    made = enter(choose(), Said(value=Decimal(16)))
    with (
        acting_atomic("system:demo"),
        pytest.raises(DatabaseError, match="someone_else_verifies_a_measurement"),
        transaction.atomic(),
    ):
        SiteMeasurement.objects.filter(pk=made.pk).update(
            verified_by=dana_of_riverton, verified_at=NOW
        )


def test_a_measure_is_chosen_once_for_each_part_ended_and_resumed(
    choose, enter, act, dana_of_riverton, client_of, ana_analyst, omar_of_lakeside
):
    measure = choose()
    with pytest.raises(UnlikelyBaseline):
        choose("solved", baseline=12, baseline_on=clock.today("America/Chicago") + timedelta(1))
    with pytest.raises(ChosenBefore):
        choose()
    north = choose(sub_area="North")
    # A spreadsheet's row finds its measure by this name, however typed.
    with pytest.raises(ChosenBefore):
        choose(sub_area=" NORTH")
    with act(dana_of_riverton) as by:
        kept = measures.change(north, details={"sub_area": "north"}, version=1, by=by)
    assert kept.sub_area == "north"
    enter(measure, Said(value=Decimal(3)))
    address = measure.get_absolute_url()
    client = client_of(dana_of_riverton)
    with pytest.raises(UnlikelyEnd), act(dana_of_riverton) as by:
        measures.end(measure, last=DUE.before, reason="x", version=1, by=by)
    sent = {"last": DUE.slug, "reason": "The unit closed.", "version": "1"}
    assert "You can resume it" in words(client.post(f"{address}end/", sent, follow=True))
    assert client.post(f"{address}end/", sent).status_code == 409
    assert "The unit closed." in words(client.get(address))
    again = choose()
    clash = client.post(f"{address}resume/", {"version": "2"})
    assert (clash.status_code, "already reports this measure" in words(clash)) == (422, True)
    with act(dana_of_riverton) as by:
        measures.end(again, last=DUE, reason="Chosen by mistake.", version=1, by=by)
    assert client.post(f"{address}resume/", {"version": "2"}).status_code == 303
    assert client_of(ana_analyst).post(f"{address}end/", sent).status_code == 403
    assert client_of(omar_of_lakeside).post(f"{address}end/", sent).status_code == 404


def test_a_monthly_measure_is_due_until_its_three_months_are_entered(
    choose, riverton, act, dana_of_riverton
):
    measure = choose(frequency="month", since=DUE)
    with act(dana_of_riverton) as by:
        for at, slot in enumerate(slots_of([measure], DUE)):
            assert lacking(DUE).of_site(riverton.pk).exists(), at
            measurements.enter(riverton, [(slot, Said(value=Decimal(at)))], by=by)
        assert not lacking(DUE).exists()
        assert not lacking(DUE.before).exists()


def test_a_filled_in_template_becomes_the_form_with_each_mistake_by_line(
    choose, enter, client_of, dana_of_riverton
):
    detectives = choose()
    choose("solved")
    choose("solved", sub_area="North")
    enter(detectives, Said(value=Decimal(12)), DUE.before)
    client = client_of(dana_of_riverton)
    template = client.get(f"{PAGE}template.csv").content.decode("utf-8-sig")
    lines = template.splitlines()
    assert lines[0].startswith("Measure,Part of the site,Period,Number,First count")
    assert lines[1] == "Detectives,,2026-q3,,,,,,,April to June 2026: 12 detectives"
    book = client.get(f"{PAGE}template.xlsx").content
    assert client.post(f"{PAGE}upload/", {"file": _file("a.xlsx", book)}).status_code == 200
    lines[1] = "Detectives,,2026-q3,18,,,more than,,From the roster,"
    lines[2] = "Solve rate,,2026-q3,75,,,,,,"
    lines[3] = "Solve rate,North,2026-q3,,five,2024_25,,,,"
    lines += ["Arrests,,2026-q3,3", "Detectives,,2026-q3,19", "Detectives,,2026-q2,#REF!"]
    sent = {"file": _file("filled.csv", "\n".join(lines).encode())}
    shown = client.post(f"{PAGE}upload/", sent)
    said = words(shown)
    assert "We read 1 measurement from your spreadsheet. Nothing is saved yet" in said
    for told in (
        "3 Solve rate, 2026-q3 Enter two counts: “Solved” as the first",
        "4 Solve rate, North: five Enter a number",
        "4 Solve rate, North: 2024_25 Enter a number",
        "5 Arrests, 2026-q3 The site doesn't report this measure",
        "6 Detectives, 2026-q3 Line 2 is for the same period.",
        "7 Detectives, 2026-q2 The site doesn't report",
    ):
        assert told in said
    assert {'value="18"', 'value="five"'} <= set(re.findall(r'value="[^"]*"', markup(shown)))
    with acting_atomic("system:demo"):
        assert SiteMeasurement.objects.count() == 1
    wrong = client.post(f"{PAGE}upload/", {"file": _file("b.csv", b"Name,Count\nx,3\n")})
    assert (wrong.status_code, "Add a column named Measure" in words(wrong)) == (422, True)


def test_a_row_of_two_measures_with_one_name_goes_to_neither(
    choose, act, dana_of_riverton, client_of
):
    """A measure that ended and was chosen again has the quarters of both."""
    ended = choose(sub_area="North")
    with act(dana_of_riverton) as by:
        measures.end(ended, last=DUE, reason="The unit closed.", version=1, by=by)
    choose(sub_area="north")
    sheet = b"Measure,Part of the site,Period,Number\nDetectives,North,2026-q3,18\n"
    shown = client_of(dana_of_riverton).post(f"{PAGE}upload/", {"file": _file("a.csv", sheet)})
    assert "We read 0 measurements" in words(shown)
    assert "2 Detectives, 2026-q3 The site reports two measures with this name." in words(shown)
    assert 'value="18"' not in markup(shown)


def test_one_of_a_unit_is_in_the_singular(choose, enter):
    assert said_of(enter(choose(), Said(value=Decimal(1)))) == "1 detective"


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_who_enters_and_who_verifies_is_asked_and_reminded(
    choose, enter, member, riverton, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager
):
    people = (dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager)
    causes = {"enter-measurements", "verify-measurement"}

    def asked() -> list[str]:
        return [
            f"{who.name.split()[0]} {need.cause.slug}"
            for who in people
            for need in asked_of(who)
            if need.cause.slug in causes
        ]

    def due(day: int) -> list[tuple[set[int], str]]:
        with acting_atomic("system:reminders"):
            now = NOW.replace(day=day)
            return [(set(each.recipients), each.step) for each in MeasurementDue().due(now)]

    dana, lee, mona = (who.name.split()[0] for who in (dana_of_riverton, lee_liaison, mona_manager))
    measure = choose()
    assert asked() == [f"{dana} enter-measurements"]
    assert due(2) == [({dana_of_riverton.pk}, "1")]
    assert due(16) == [({dana_of_riverton.pk}, "15")]
    with acting_atomic("system:reminders"):
        [notice] = MeasurementDue().due(NOW)
    assert gate_is_open(notice, dana_of_riverton)
    assert not gate_is_open(notice, lee_liaison)
    made = enter(measure, Said(value=Decimal(12)))
    assert asked() == [f"{lee} verify-measurement"]
    assert not gate_is_open(notice, dana_of_riverton)
    assert due(16) == []
    enter(choose(sub_area="North", since=DUE), Said(value=Decimal(3)), who=lee_liaison)
    assert asked() == [f"{lee} verify-measurement", f"{mona} verify-measurement"]
    assert made.verified_by_id is None


def test_an_accomplishment_rests_on_a_measurement(
    choose, enter, riverton, act, dana_of_riverton, client_of
):
    made = enter(choose(), Said(value=Decimal(18)))
    with act(dana_of_riverton) as by:
        draft = evidence.draft_on([made], site=riverton, words=WORDS, by=by)
        [line] = AccomplishmentEvidence.objects.all()
    assert (line.kind, line.happened_on) == ("site_measurement", DUE.last)
    page = words(client_of(dana_of_riverton).get(draft.get_absolute_url()))
    assert "Measurement: Detectives: 18 detectives, July to September 2026 Sep 30, 2026" in page


def test_that_there_is_no_number_is_no_evidence(
    choose, enter, riverton, act, dana_of_riverton, client_of
):
    measure = choose()
    shown, none = (
        enter(measure, Said(value=Decimal(18)), DUE.before),
        enter(measure, Said(is_reported=False)),
    )
    with act(dana_of_riverton) as by:
        draft = evidence.draft_on([shown], site=riverton, words=WORDS, by=by)
        with pytest.raises(NothingReported):
            evidence.add(draft, [none], version=1, by=by)
    offered = markup(client_of(dana_of_riverton).get(f"{draft.get_absolute_url()}evidence/"))
    assert str(shown.pk) in offered
    assert str(none.pk) not in offered


def test_what_the_program_reported_names_nobody_and_stays(act, mona_manager, client_of):
    with acting_atomic("system:reference"):
        for name, load, paths in TABLES:
            if name in NEEDED:
                load(*map(read, paths))
    with act(mona_manager) as by:
        found = SiteMeasurement.objects.visible_to(by).for_page().order_by("reported_order")
        assert [said_of(each) for each in found] == [
            "12 detectives",
            "18 detectives",
            "589 cases",
            "More than 255 leads",
            "100%",
        ]
        assert {each.entered_by for each in found} == {None}
        with pytest.raises(ReportedMeasure):
            measures.end(found[0].measure, last=DUE, reason="x", version=1, by=by)
        assert not lacking(due_quarter(NOW)).exists()
    client = client_of(mona_manager)
    assert "Reported by the program" in words(client.get(found[0].measure.get_absolute_url()))
    assert client.post(f"/measurements/{found[0].pk}/verify/", {"version": "1"}).status_code == 409


def test_another_site_neither_reads_nor_writes(choose, enter, act, omar_of_lakeside):
    measure = choose()
    made = enter(measure, Said(value=Decimal(12)))
    with act(omar_of_lakeside) as by:
        assert not SiteMeasure.objects.exists()
        assert not SiteMeasurement.objects.exists()
        with pytest.raises(NotFound):
            measures.end(measure, last=DUE, reason="x", version=1, by=by)
        with pytest.raises(NotFound):
            measurements.verify(made, version=1, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_enter_one_measurement(choose, riverton, dana_of_riverton, lee_liaison):
    measure = choose()

    def write(by: Actor) -> None:
        with clock.frozen(NOW):
            [slot] = slots_of([measure], DUE)
            said = [(slot, Said(value=Decimal(by.user_id)))]
            measurements.enter(riverton, said, by=by)

    done = at_once(does(dana_of_riverton, write), does(lee_liaison, write))
    assert refusals(done) == [EnteredBefore]
    with acting_atomic("system:demo"):
        assert SiteMeasurement.objects.count() == 1


def test_the_first_quarter_with_a_page_leads_to_none_before_it(
    riverton, dana_of_riverton, client_of
):
    client = client_of(dana_of_riverton)
    first = client.get(f"/sites/{riverton.slug}/measures/2000-q1/").text
    assert "1999-q4" not in first
    assert "2000-q1" in client.get(f"/sites/{riverton.slug}/measures/2000-q2/").text
