"""What was typed wrong in an assessment, a finding, or a figure is corrected; what was there before stays readable."""

from datetime import timedelta

import pytest

from engagements.actions import assessments, measurements
from engagements.errors import NotYourPlan, NotYourRecommendation, ReportedOnly
from engagements.models import Finding, Measurement
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput
from tests.factories.engagements import AssessmentFactory, FindingFactory
from tests.pages import words

BOARD, PLAN = "/sites/riverton-ex/recommendations/", "/sites/riverton-ex/plan/"


@pytest.fixture
def assessment(riverton):
    """Create an assessment of December 12, 2025, with one finding."""
    with acting_atomic("system:demo"):
        made = AssessmentFactory(site=riverton, title="Homicide investigatons")
        FindingFactory(assessment=made, text="Detectives carry to many cases.")
    return made


def test_an_assessment_and_its_findings_are_corrected_with_a_reason(
    assessment, client_of, lee_liaison, mayor_of_riverton, lakeside
):
    page = f"/assessments/{assessment.pk}/correct/"
    lee, mayor = client_of(lee_liaison), client_of(mayor_of_riverton)
    assert page in lee.get(BOARD).text
    assert page not in mayor.get(BOARD).text
    assert mayor.get(page).status_code == 403
    with acting_atomic("system:demo"):
        stranger = AssessmentFactory(site=lakeside)
    assert lee.get(f"/assessments/{stranger.pk}/correct/").status_code == 404
    right = {
        "title": "Homicide investigations",
        "kind": "homicide",
        "core_area": assessment.core_area.slug,
        "done_on": "11/12/2025",
        "done_by": "Demonstration Provider 2",
        "finding_1": "Detectives carry too many cases.",
        "findings": "Files differ between squads.",
        "reason": "The month was wrong.",
        "version": "1",
    }
    asked = lee.post(page, {**right, "reason": ""})
    assert "Enter a reason. It's saved with the assessment." in words(asked)
    assert "Files differ between squads." in asked.text
    tomorrow = f"{clock.today('America/Chicago') + timedelta(days=1):%m/%d/%Y}"
    assert "Enter today or an earlier day." in words(lee.post(page, {**right, "done_on": tomorrow}))
    done = lee.post(page, right)
    assert done["Location"] == f"{BOARD}#assessment-{assessment.pk}"
    late = lee.post(page, {**right, "title": "Homicide", "finding_2": "Files differ."})
    assert late.status_code == 409
    assert "Someone else changed this" in words(late)
    told = words(mayor.get(BOARD))
    assert "Demonstration Provider 2 · Nov 12, 2025" in told
    assert "Finding 2: Files differ between squads." in told
    assert (
        "Corrected Title: Homicide investigatons → Homicide investigations. "
        "Last day at the site: Dec 12, 2025 → Nov 12, 2025. "
        "Finding 1: Detectives carry to many cases. → Detectives carry too many cases. "
        "Finding 2: none → Files differ between squads “The month was wrong.”"
    ) in told
    assert "by Lee Liaison" in told


def test_the_api_corrects_an_assessment_and_removes_no_finding(
    assessment, caller, lee_liaison, mayor_of_riverton
):
    address, lee = f"/assessments/{assessment.pk}/", caller(lee_liaison)
    tag = lee.get(address)["ETag"]
    sent = {"findings": ["Too many cases.", "Files differ."], "reason": "Typed wrong."}
    assert lee.patch(address, sent).status_code == 428
    assert caller(mayor_of_riverton).patch(address, sent, If_Match=tag).status_code == 403
    done = lee.patch(address, sent, If_Match=tag)
    assert [each["text"] for each in done.json()["findings"]] == sent["findings"]
    assert done.json()["title"] == assessment.title
    [correction] = done.json()["corrections"]
    assert correction["changes"]["finding 2"] == ["", "Files differ."]
    fewer = lee.patch(address, {**sent, "findings": ["One."]}, If_Match=done["ETag"])
    assert "can't be removed" in fewer.text
    same = lee.patch(address, sent, If_Match=done["ETag"])
    assert "Nothing differs" in same.text
    assert lee.patch(address, sent, If_Match=tag).status_code == 412


def test_only_who_adds_assessments_corrects_them_and_nobody_what_the_program_reported(
    assessment, acting_as, lee_liaison, mona_manager, dana_of_riverton
):
    with acting_atomic("system:demo"):
        reported = AssessmentFactory(site=assessment.site, origin="imported")
    values = {name: getattr(assessment, name) for name in ("kind", "core_area", "done_on")}
    more = {"title": "Homicide", "done_by": "", "reason": "Wrong.", "version": 1}
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourRecommendation):
        assessments.correct(assessment, **values, **more, findings=["One"], by=by)
    with acting_as(lee_liaison) as by, pytest.raises(InvalidInput, match="can't be removed"):
        assessments.correct(assessment, **values, **more, findings=[], by=by)
    with acting_as(lee_liaison) as by, pytest.raises(ReportedOnly):
        assessments.correct(reported, **values, **more, findings=[], by=by)
    with acting_as(mona_manager) as by:
        assessments.correct(assessment, **values, **more, findings=["One", "Two"], by=by)
        found = Finding.objects.of_assessment(assessment.pk)
        assert [(each.place, each.text) for each in found] == [(1, "One"), (2, "Two")]


def test_a_figure_of_the_wrong_day_gives_way_to_the_right_one(
    draft, acting_as, client_of, lee_liaison, ella, dana_of_riverton, omar_of_lakeside
):
    goal, today = draft.goals.all()[0], clock.today("America/Chicago")
    with acting_as(lee_liaison) as by:
        first = measurements.enter(goal, value=44, measured_on=goal.baseline_on, note="", by=by)
        wrong = measurements.enter(goal, value=520, measured_on=today, note="Minutes", by=by)
    page, dana = f"/figures/{wrong.pk}/correct/", client_of(dana_of_riverton)
    assert page in dana.get(PLAN).text
    assert page not in client_of(ella).get(PLAN).text
    assert client_of(ella).get(page).status_code == 403
    assert client_of(omar_of_lakeside).get(page).status_code == 404
    yesterday = today - timedelta(days=1)
    right = {"value": "52", "measured_on": f"{yesterday:%m/%d/%Y}", "note": "Minutes"}
    assert "Enter a reason." in words(dana.post(page, right))
    early = dana.post(page, {**right, "measured_on": "1/1/2015", "reason": "Typed wrong."})
    assert early.status_code == 422
    assert "Enter the day of the baseline or a later one." in words(early)
    assert dana.post(page, {**right, "reason": "One digit too many."}).status_code == 303
    again = dana.post(page, {**right, "value": "53", "reason": "Typed wrong."})
    assert again.status_code == 409
    assert "This figure was already corrected." in words(again)
    assert 'value="53"' in again.text
    late = dana.get(page)
    assert (late.status_code, "This figure was already corrected." in words(late)) == (409, True)
    told = words(client_of(ella).get(PLAN))
    assert f"52 {goal.unit} on" in told
    assert "520 percent on" not in told
    assert f"Corrected from 520 {goal.unit}" in told
    assert "“One digit too many.”" in told
    with acting_as(ella) as by, pytest.raises(NotYourPlan):
        measurements.correct(first, goal, value=1, measured_on=today, reason="No.", by=by)
    with acting_atomic("system:demo"):
        standing = Measurement.objects.of_site(draft.site_id)
        assert [row.value for row in standing] == [52, 44]


def test_the_api_lists_figures_and_corrects_one(draft, caller, lee_liaison, mayor_of_riverton):
    goal, lee = draft.goals.all()[0], caller(lee_liaison)
    tag = lee.get(f"/plans/{draft.pk}/")["ETag"]
    figures = f"/goals/{goal.pk}/figures/"
    sent = {"value": "44", "measured_on": "2026-02-01"}
    assert lee.post(figures, sent, If_Match=tag).status_code == 200
    [wrong] = lee.get(figures).json()["results"]
    correction = f"/figures/{wrong['id']}/corrections/"
    body = {"measured_on": "2026-03-01", "reason": "The month was wrong."}
    assert caller(mayor_of_riverton).post(correction, body).status_code == 403
    assert "Enter another figure" in lee.post(correction, {"reason": "Same."}).text
    made = lee.post(correction, body)
    assert made.status_code == 201
    assert (made.json()["value"], made.json()["corrects"]) == ("44.00", wrong["id"])
    assert lee.post(correction, body).status_code == 409
    listed = caller(mayor_of_riverton).get(figures).json()["results"]
    assert [row["measured_on"] for row in listed] == ["2026-03-01", "2026-02-01"]


def test_the_api_adds_an_assessment_with_advice_and_starts_a_plan(
    engagement, area, caller, lee_liaison, dana_of_riverton, omar_of_lakeside
):
    lee, dana = caller(lee_liaison), caller(dana_of_riverton)
    assessed = {
        "title": "Homicide investigations",
        "kind": "homicide",
        "core_area": area.slug,
        "done_on": "2026-02-01",
        "done_by": "Demonstration Provider 2",
        "findings": ["Too many cases.", "Files differ."],
    }
    address = "/sites/riverton-ex/assessments/"
    assert dana.post(address, assessed).status_code == 403
    assert lee.post("/sites/lakeside-ex/assessments/", assessed).status_code == 404
    added = lee.post(address, assessed)
    assert added.status_code == 201, added.text
    finding = added.json()["findings"][1]["id"]
    advice = {"site": "riverton-ex", "headline": "Use one file", "core_area": area.slug}
    assert dana.post("/recommendations/", advice).status_code == 403
    assert lee.post("/recommendations/", {**advice, "site": "lakeside-ex"}).status_code == 404
    strange = lee.post("/recommendations/", {**advice, "core_area": "no-such-area"})
    assert strange.status_code == 422
    written = lee.post("/recommendations/", {**advice, "finding": finding})
    assert written.status_code == 201, written.text
    assert (written.json()["finding"], written.json()["status"]) == ("Files differ.", "proposed")
    plans = f"/engagements/{engagement.pk}/plans/"
    assert caller(omar_of_lakeside).post(plans, {"kind": "strategic"}).status_code == 404
    started = dana.post(plans, {"kind": "strategic"})
    assert (started.status_code, started.json()["status"]) == (201, "draft")
    assert dana.post(plans, {"kind": "strategic"}).status_code == 409
