"""The schema and its page: valid, complete, and nothing but what the resources declare."""

import pytest
from django.core.management import call_command

from foundation.api.schema import described

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_nothing_in_it_is_guessed(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


def test_every_operation_says_what_it_does_and_what_can_go_wrong():
    for path, methods in described()["paths"].items():
        for method, told in methods.items():
            assert told["summary"], (path, method)
            assert {"401", "403", "404", "429"} <= set(told["responses"]), (path, method)
            assert ("422" in told["responses"]) or method == "get", (path, method)


def test_every_post_counts_once_and_every_change_names_its_version():
    named = {
        f"{method} {told['operationId']}": {each["name"] for each in told.get("parameters", ())}
        for methods in described()["paths"].values()
        for method, told in methods.items()
    }
    posts = {name for name in named if name.startswith("post")}
    assert {name for name in posts if "Idempotency-Key" not in named[name]} == set()
    changes = {
        "delete deleteOneContact",
        "delete deleteOneGoal",
        "delete deleteOnePlanAction",
        "delete deleteOneRoom",
        "delete deleteOneSpeaker",
        "patch patchGrantAward",
        "patch patchOneAgency",
        "patch patchOneAssessment",
        "patch patchOneContact",
        "patch patchOneGoal",
        "patch patchOneGrant",
        "patch patchOneGrantApplication",
        "patch patchOneGrantMeeting",
        "patch patchOneGrantReview",
        "patch patchOneMeasurement",
        "patch patchOneMilestone",
        "patch patchOnePlanAction",
        "delete deleteOnePlannedContact",
        "patch patchOnePlannedContact",
        "patch patchOneRecommendation",
        "patch patchOneRequest",
        "patch patchOneRoom",
        "patch patchOneSessionNote",
        "patch patchOneSpeaker",
        "patch patchOneSummit",
        "patch patchSessionFeedback",
        "patch patchSummitFeedback",
        "post postAgencyLead",
        "post postAgencyRetirement",
        "post postAssigning",
        "post postCanceling",
        "post postContactVerification",
        "post postDeliveryCorrections",
        "post postOneApplicationStep",
        "post postCorrections",
        "patch patchOneAgendaItem",
        "post postExchangeAllowance",
        "post postExchangeDates",
        "post postExchangeGoals",
        "post postExchangeReport",
        "post postExchangeStepping",
        "post postFigureImportColumns",
        "post postFigureImportConfirming",
        "post postFigureImportDiscarding",
        "post postFigureImportHeader",
        "post postFigureImportPicking",
        "post postFigureImportUndoing",
        "post postFigureImportZeros",
        "post postFinishing",
        "post postGrantApplicationStep",
        "post postGrantCommitteeEnd",
        "post postGrantMeetingCanceling",
        "post postGrantMeetingNotes",
        "post postMeasurementVerifying",
        "post postMeetingAttendance",
        "patch patchOneLibraryResource",
        *(
            f"post postLibraryResource{each}"
            for each in ("Archiving", "Content", "Owner", "Restoring", "Review", "Sharing")
        ),
        "post postOneEngagementStep",
        "post postOneGate",
        "post postOneMilestone",
        "post postGoalActions",
        "post postGoalFigures",
        "post postOnePlanStep",
        "post postOneRecommendationStep",
        "post postPlanGoals",
        "post postRecommendationChecks",
        "post postRecommendationCorrections",
        "post postRecommendationEvidence",
        "post postOneSummitStep",
        "post postRedating",
        "post postRegistrationAnswer",
        "post postReportRestatements",
        "post postReopening",
        "post postReviews",
        "post postSessionNoteSettling",
        "post postSessionPlace",
        "post postStep",
    }
    assert {name for name, headers in named.items() if "If-Match" in headers} == changes


def test_programs_and_people_read_it_without_signing_in(client):
    assert client.get("/api/v1/schema/").json()["info"]["title"] == "PSP Portal API"
    page = client.get("/api/docs/").content.decode()
    assert "/api/v1/requests/{number}/steps/{name}/" in page
    assert 'id="problem-stale"' in page
    every = {
        told["operationId"] for path in described()["paths"].values() for told in path.values()
    }
    assert {name for name in every if f'id="{name}"' not in page} == set()
