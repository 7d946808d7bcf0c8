"""Reminders along the story: who is told, in the inbox and by mail, and each time once."""

import json
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from io import StringIO

import pytest
from django.core.management import call_command

from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.django_db

AT_80_PERCENT = "2026-11-23T15:30:00-06:00"  # Monday afternoon at the site
AT_100_PERCENT = "2026-11-23T17:01:00-06:00"


@pytest.fixture
def post(settings, tmp_path, drain) -> Callable[[], list[tuple[str, str]]]:
    """What lies in the mail folder after the worker came: (to, subject), sorted."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")

    def read() -> list[tuple[str, str]]:
        drain()
        letters = [
            # Two connections of one second may share a file: it is named by the second and by id().
            message_from_bytes(part.lstrip(), policy=policy.default)
            for file in (tmp_path / "mail").glob("*")
            for part in file.read_bytes().split(b"-" * 79)
            if part.strip()
        ]
        return sorted((str(one["To"]), str(one["Subject"])) for one in letters)

    return read


def remind(now: str) -> dict[str, int]:
    out = StringIO()
    call_command("run_reminders", "--now", now, "--json", stdout=out)
    return {kind["slug"]: kind["new"] for kind in json.loads(out.getvalue()) if kind["new"]}


def inbox(user, slug: str) -> int:
    with acting_atomic(f"user:{user.pk}"):
        return Notification.objects.filter(recipient=user, entry__kind=slug).count()


@pytest.fixture
def offered(
    friday, sent_by, dana_of_riverton, riverton, lee_liaison, cora_coordinator, pat_provider,
    omar_of_lakeside, drain,
):  # fmt: skip
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    return tta_request


def test_at_80_percent_of_a_clock_its_owner_is_told_once(
    offered, post, cora_coordinator, omar_of_lakeside
):
    before = post()
    remind(AT_80_PERCENT)
    told = [letter for letter in post() if letter not in before]
    # The offer is the provider's to answer; the clock is the coordinator's, at half and at 80 percent.
    assert {to for to, subject in told if "acknowledge" in subject} == {cora_coordinator.email}
    assert remind(AT_80_PERCENT) == {}
    assert post() == sorted(before + told)
    assert inbox(cora_coordinator, "clock-80") == 1
    assert inbox(omar_of_lakeside, "clock-80") == 0


def test_an_offer_about_to_lapse_reaches_its_provider_once(offered, post, pat_provider):
    before = post()
    assert remind(AT_80_PERCENT)["offer-about-to-lapse"] == 1
    told = [letter for letter in post() if letter not in before]
    assert [subject for to, subject in told if to == pat_provider.email] == [
        f"{offered.number}: answer the expiring offer by Mon Nov 23, 5:00 pm CT"
    ]
    assert remind(AT_80_PERCENT) == {}
    assert inbox(pat_provider, "offer-about-to-lapse") == 1


def test_a_clock_that_ran_out_is_told_once(offered, post, lee_liaison, cora_coordinator):
    post()
    remind(AT_100_PERCENT)
    letters = post()
    assert remind(AT_100_PERCENT) == {}
    assert [inbox(user, "clock-100") for user in (lee_liaison, cora_coordinator)] == [1, 1]
    assert any(
        "acknowledge, past due since Mon Nov 23, 5:00 pm CT" in subject
        for to, subject in letters
        if to == lee_liaison.email
    )


def test_a_site_without_an_update_for_30_days_reminds_its_liaison_once(
    friday, post, riverton, lee_liaison, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        EngagementFactory(site=riverton, active=True, starts_on=date(2026, 1, 1))
    assert remind("2026-11-20T16:50:00-06:00")["no-engagement-update"] == 1
    assert remind("2026-11-21T16:50:00-06:00") == {}
    assert [(to, "Riverton, EX" in subject) for to, subject in post()] == [
        (lee_liaison.email, True)
    ]
