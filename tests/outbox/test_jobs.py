from datetime import timedelta

import pytest

from foundation import outbox
from foundation.calendars import clock
from foundation.outbox import actions, jobs, registry
from foundation.outbox.models import Job, Message
from foundation.outbox.worker import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def importing():
    """A job of ten rows that does four a step."""

    @outbox.handler("tests.import")
    def step(payload: outbox.Payload) -> None:
        jobs.advance(int(payload["job"]), by=4, phase="Reading", errors=["one bad row"])

    yield
    registry.forget("tests.import")


def test_a_job_goes_on_step_by_step_until_it_is_done(importing):
    job = jobs.start("tests.import", total=10, by_user=5, phase="Waiting")
    seen = []
    while drain(limit=1, strict=True).done:
        job.refresh_from_db()
        seen.append((job.done, job.phase, job.state))
    assert seen == [(4, "Reading", "running"), (8, "Reading", "running"), (10, "Reading", "done")]
    assert (job.fraction, job.errors) == (1.0, ["one bad row"] * 3)


def test_jobs_yield_to_other_work(importing):
    jobs.start("tests.import", total=10, by_user=5)
    assert Message.objects.get().lane == outbox.Lane.BULK


def test_a_job_that_failed_takes_no_further_step(importing):
    job = jobs.start("tests.import", total=10, by_user=5)
    jobs.fail(job.pk, error="The file is no spreadsheet.")
    drain(strict=True)
    job.refresh_from_db()
    assert (job.state, job.errors) == ("failed", ["The file is no spreadsheet."])
    assert not Message.objects.queued().exists()


def test_an_empty_job_is_whole():
    assert Job(total=0).fraction == 1.0


def test_jobs_belong_to_who_started_them_and_expire(importing):
    mine = jobs.start("tests.import", total=1, by_user=5)
    jobs.start("tests.import", total=1, by_user=6)
    assert list(Job.objects.of(5)) == [mine]
    assert actions.purge() == 0
    with clock.shifted(timedelta(days=8)):
        assert actions.purge() == 2
