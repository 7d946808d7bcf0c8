"""What was never submitted: warned of, deleted with every word after the last day, and not a day before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.actions import applications, letters, links, rounds
from applications.errors import LinkClosed
from applications.models import Application, ApplicationStep, SupportLetter
from applications.tasks import tidy
from foundation.calendars import clock
from foundation.files import store
from foundation.files.intake import check
from foundation.tenancy.context import acting_atomic
from tests.applications.conftest import CLOSES, fill, mailed_token, now, started
from tests.cast import drain_outbox
from tests.files.samples import PDF

pytestmark = pytest.mark.django_db
# The deadline is on Jan 29 in the round's zone; 30 days later is Feb 28.
LAST = datetime(2027, 2, 28, 23, 59, 59, tzinfo=ZoneInfo("America/New_York"))


def events() -> list[Application]:
    return list(apps.get_model("applications.ApplicationEvent").objects.order_by("pgh_id"))


def test_drafts_are_kept_until_the_end_of_their_last_day_and_nothing_of_them_afterward(
    submitted, acting_as, mona_manager
):
    draft, dropped = started("sheriff@lake.example.gov"), started("deputy@bay.example.gov")
    fill(draft)
    with acting_atomic("public"):
        letter = letters.add(draft, file=check(SimpleUploadedFile("a.pdf", PDF), "a.pdf"))
        applications.withdraw(dropped, reason="Later", version=now(dropped).version)
    kept = now(submitted).pk
    drain_outbox()
    mail.outbox.clear()
    for at in (CLOSES, LAST - timedelta(days=7)):
        with clock.frozen(at):
            tidy()
            drain_outbox()
    assert not [each for each in mail.outbox if "delete" in each.subject]
    for at in (LAST - timedelta(days=6), LAST):
        with clock.frozen(at):
            tidy()
            drain_outbox()
    [warning] = [each for each in mail.outbox if "delete" in each.subject]
    assert warning.to == ["sheriff@lake.example.gov"]
    assert "your draft after Sun Feb 28, 2027" in warning.subject
    with clock.frozen(LAST):
        assert now(mailed_token()).problem
    with acting_atomic("system:demo"):
        assert Application.objects.count() == 3

    with clock.frozen(LAST + timedelta(seconds=1)):
        tidy()
        drain_outbox()
        with pytest.raises(LinkClosed):
            now(mailed_token())
    with acting_atomic("system:demo"):
        assert Application.objects.get().pk == kept
        assert set(ApplicationStep.objects.values_list("application_id", flat=True)) == {kept}
        assert not SupportLetter.objects.exists()
    with pytest.raises(FileNotFoundError):
        store.read(letter.content)
    with acting_as(mona_manager):  # the history has the submission, and no draft
        assert [(each.id, each.status) for each in events()] == [(kept, "submitted")]


def test_an_extension_keeps_drafts_and_their_warning_is_not_sent(
    token, round_2027, acting_as, mona_manager
):
    fill(token)
    with clock.frozen(LAST):
        tidy()
        with acting_as(mona_manager) as by:
            later = LAST + timedelta(days=3)
            rounds.extend(round_2027, to=later, reason="A storm", version=1, by=by)
        mail.outbox.clear()
        drain_outbox()
    assert not [each for each in mail.outbox if "delete" in each.subject]
    with clock.frozen(later + timedelta(days=30)):
        tidy()
        with acting_atomic("system:demo"):
            assert Application.objects.get().problem
    with clock.frozen(later + timedelta(days=31)):
        tidy()
        with acting_atomic("system:demo"):
            assert not Application.objects.exists()


def test_only_a_job_deletes_and_only_what_was_never_submitted(token, acting_as, mona_manager):
    with acting_atomic(f"system:applicant:{links.LINKS.read(token)}"):
        assert Application.objects.all()._raw_delete("default") == 0
    fill(token)
    with acting_atomic("public"):
        applications.submit(token, version=now(token).version)
    with acting_as(mona_manager):
        assert ApplicationStep.objects.all().delete() == (0, {})
    with acting_atomic("system:outbox"):
        assert ApplicationStep.objects.all().delete() == (0, {})
