"""Files of assessments and plans: attached by who writes them, read by the site's readers, removed with a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from engagements.actions import files
from engagements.models import EngagementFile
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from tests.factories.engagements import AssessmentFactory
from tests.pages import words

BOARD, DOCUMENTS = "/sites/riverton-ex/recommendations/", "/sites/riverton-ex/documents/"


@pytest.fixture
def assessment(riverton):
    with acting_atomic("system:demo"):
        return AssessmentFactory(site=riverton, title="Homicide investigations")


def sent(name: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, b"Forty pages", "text/plain")}


def kept() -> EngagementFile:
    with acting_atomic("system:demo"):
        return EngagementFile.objects.latest("uploaded_at")


def test_the_report_of_an_assessment_is_on_the_board_and_among_documents(
    assessment, client_of, lee_liaison, mayor_of_riverton, omar_of_lakeside
):
    lee, mayor = client_of(lee_liaison), client_of(mayor_of_riverton)
    attach = f"/assessments/{assessment.pk}/files/new/"
    assert attach in lee.get(BOARD).text
    assert attach not in mayor.get(BOARD).text
    assert "Choose a file." in words(lee.post(attach, {"file": ""}))
    assert mayor.post(attach, sent("report.txt")).status_code == 403
    done = lee.post(attach, sent("report.txt"))
    assert done["Location"] == f"{BOARD}#assessment-{assessment.pk}"
    page = f"/engagement-files/{kept().pk}/"
    for path in (BOARD, DOCUMENTS):
        assert page in mayor.get(path).text
    assert "report.txt Not scanned for viruses Assessment: Homicide investigations" in words(
        mayor.get(DOCUMENTS)
    )
    answer = mayor.get(page)
    assert b"".join(answer.streaming_content) == b"Forty pages"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client_of(omar_of_lakeside).get(page).status_code == 404
    assert f"{page}remove/" not in mayor.get(BOARD).text
    assert mayor.post(f"{page}remove/", {"reason": "A copy."}).status_code == 403
    assert "Enter a reason." in words(lee.post(f"{page}remove/", {"reason": ""}))
    assert lee.post(f"{page}remove/", {"reason": "A copy."}).status_code == 303
    assert mayor.get(page).status_code == 404
    assert "report.txt" not in words(mayor.get(BOARD)) + words(mayor.get(DOCUMENTS))


def test_the_signed_plan_is_on_its_page_and_among_documents(draft, client_of, dana_of_riverton):
    dana, plan = client_of(dana_of_riverton), "/sites/riverton-ex/plan/"
    assert "No files yet." in words(dana.get(plan))
    done = dana.post(f"/plans/{draft.pk}/files/new/", sent("signed.txt"), follow=True)
    assert "File attached: signed.txt" in words(done)
    found = words(dana.get(DOCUMENTS))
    assert "signed.txt Not scanned for viruses Strategic plan" in found
    assert f"{plan}?kind=strategic&amp;engagement={draft.engagement_id}" in dana.get(DOCUMENTS).text


def test_a_file_is_removed_once_and_belongs_to_one_thing(
    assessment, draft, acting_as, client_of, lee_liaison
):
    client_of(lee_liaison).post(f"/assessments/{assessment.pk}/files/new/", sent("report.txt"))
    file = kept()
    with acting_as(lee_liaison) as by:
        with pytest.raises(InvalidInput):
            files.remove(file, reason=" ", by=by)
        files.remove(file, reason="A copy.", by=by)
        with pytest.raises(Refused, match="already removed"):
            files.remove(file, reason="A copy.", by=by)
    with (
        pytest.raises(IntegrityError, match="of_one_assessment_or_plan"),
        acting_atomic("system:demo"),
    ):
        EngagementFile.objects.create(
            site=file.site, assessment=assessment, plan=draft, name="both.txt", size=1,
            media_type="text/plain", content="5" * 32, uploaded_by=lee_liaison, uploaded_at=clock.now(),
        )  # fmt: skip


def test_what_the_program_reported_takes_no_file(assessment, client_of, lee_liaison):
    with acting_atomic("system:demo"):
        type(assessment).objects.filter(pk=assessment.pk).update(origin="imported", written_by=None)
    client, attach = client_of(lee_liaison), f"/assessments/{assessment.pk}/files/new/"
    assert attach not in client.get(BOARD).text
    assert client.post(attach, sent("report.txt")).status_code == 403


def test_assessments_and_files_by_the_api(
    assessment, draft, caller, lee_liaison, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    lee, dana, mayor, omar = map(
        caller, (lee_liaison, dana_of_riverton, mayor_of_riverton, omar_of_lakeside)
    )

    def add(call, path, name="report.txt"):
        headers = {"Authorization": f"Bearer {call.token}"}
        return call.client.post(f"/api/v1{path}", sent(name), headers=headers)

    [told] = mayor.get("/sites/riverton-ex/assessments/").json()["results"]
    assert (told["id"], told["title"]) == (str(assessment.pk), "Homicide investigations")
    assert mayor.get(f"/assessments/{assessment.pk}/").json() == told
    for path, writer, name in (
        (f"/assessments/{assessment.pk}/files/", lee, "report.txt"),
        (f"/plans/{draft.pk}/files/", dana, "signed.txt"),
    ):
        assert mayor.get(path).json()["results"] == []
        assert add(mayor, path).status_code == 403
        refused = add(writer, path, "run.exe")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/file")
        made = add(writer, path, name)
        assert (made.status_code, made.json()["name"]) == (201, name)
        file = f"/engagement-files/{made.json()['id']}/"
        assert made["Location"] == f"/api/v1{file}"
        assert mayor.get(path).json()["results"] == [made.json()]
        assert b"".join(mayor.get(file).streaming_content) == b"Forty pages"
        assert [omar.get(each).status_code for each in (path, file)] == [404, 404]
        assert mayor.post(f"{file}removal/", {"reason": "A copy."}).status_code == 403
        assert writer.post(f"{file}removal/", {"reason": ""}).status_code == 422
        assert writer.post(f"{file}removal/", {"reason": "A copy."}).status_code == 200
        assert (mayor.get(path).json()["results"], mayor.get(file).status_code) == ([], 404)
    assert omar.get("/sites/riverton-ex/assessments/").status_code == 404
    assert omar.get(f"/assessments/{assessment.pk}/").status_code == 404


def test_either_wall_alone_keeps_a_sites_files_from_another(
    assessment, client_of, acting_as, lee_liaison, omar_of_lakeside
):
    client_of(lee_liaison).post(f"/assessments/{assessment.pk}/files/new/", sent("report.txt"))
    with acting_as(omar_of_lakeside) as by:  # the database alone
        assert not EngagementFile.objects.exists()
    with acting_atomic("system:demo"):  # the queryset alone
        assert EngagementFile.objects.exists()
        assert not EngagementFile.objects.visible_to(by).exists()
