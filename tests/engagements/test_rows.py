"""The database's own rules: who sees an engagement, and what cannot be stored."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from engagements.actions.steps import record
from engagements.enums import Step
from engagements.models import Engagement, EngagementStep
from engagements.policies import can_see_steps
from foundation.accounts.actors import Actor, resolve
from foundation.tenancy.context import acting, acting_atomic
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.django_db


def seen_by(who: str) -> int:
    with acting_atomic(who):
        return Engagement.objects.count()


def test_an_unpublished_engagement_is_its_sites_own(engagement, lee_liaison, omar_of_lakeside):
    assert seen_by(f"user:{lee_liaison.pk}") == 1
    assert seen_by(f"user:{omar_of_lakeside.pk}") == 0
    assert seen_by("public") == 0


def test_published_dates_are_everybodys_to_read_and_nobodys_to_change(riverton, omar_of_lakeside):
    with acting("system:demo"):
        EngagementFactory(site=riverton, is_published=True)
    assert seen_by("public") == 1
    with acting_atomic(f"user:{omar_of_lakeside.pk}"):
        assert Engagement.objects.count() == 1
        assert Engagement.objects.update(notes="changed") == 0


def test_the_queryset_says_the_same(engagement, lakeside, lee_liaison, omar_of_lakeside):
    with acting("system:demo"):
        EngagementFactory(site=lakeside, is_published=True)
        lee, omar = resolve(lee_liaison), resolve(omar_of_lakeside)
        assert Engagement.objects.visible_to(lee).count() == 2
        assert Engagement.objects.visible_to(omar).count() == 1
        assert Engagement.objects.visible_to(Actor.public()).published().count() == 1


def test_steps_are_never_public(riverton, omar_of_lakeside):
    with acting_atomic("system:demo"):
        shown = EngagementFactory(site=riverton, is_published=True)
        record(shown, Step.SUSPENDED, on=shown.starts_on, reason="x", by=Actor.system("demo"))
    for who in ("public", f"user:{omar_of_lakeside.pk}"):
        with acting_atomic(who):
            assert EngagementStep.objects.count() == 0
    with acting("system:demo"):
        assert not can_see_steps(resolve(omar_of_lakeside), shown)


def test_a_step_is_never_changed(engagement):
    with acting_atomic("system:demo"):
        record(engagement, Step.OPENED, on=engagement.starts_on, by=Actor.system("demo"))
    with acting("system:demo"), pytest.raises(ProgrammingError, match="permission denied"):
        EngagementStep.objects.update(reason="changed")


@pytest.mark.parametrize(
    ("kwargs", "constraint"),
    [
        ({"starts_on": date(2025, 1, 1)}, "a_site_has_one_open_engagement"),
        (
            {"starts_on": date(2027, 9, 30), "origin": "imported"},
            "engagements_of_a_site_never_overlap",
        ),
    ],
)
def test_one_engagement_at_a_time(riverton, engagement, kwargs, constraint):
    with acting("system:demo"), pytest.raises(IntegrityError, match=constraint):
        EngagementFactory(site=riverton, **kwargs)


@pytest.mark.parametrize(
    ("kwargs", "constraint"),
    [
        ({"ends_on": date(2024, 9, 30)}, "an_engagement_ends_after_it_starts"),
        (
            {"start_is_assumed": True, "announced_on": date(2024, 10, 1)},
            "an_assumed_start_has_no_announcement",
        ),
        ({"suspended_until": date(2025, 1, 1)}, "a_suspension_has_a_first_day"),
        ({"first_end": date(2028, 1, 1)}, "an_extension_moves_the_end_later"),
    ],
)
def test_impossible_dates_are_refused(riverton, kwargs, constraint):
    with acting("system:demo"), pytest.raises(IntegrityError, match=constraint):
        EngagementFactory(site=riverton, **kwargs)


def test_an_engagement_follows_one_of_its_own_site(engagement, lakeside):
    with (
        acting("system:demo"),
        pytest.raises(IntegrityError, match="follows_one_of_its_own_site"),
        transaction.atomic(),
    ):
        EngagementFactory(site=lakeside, follows=engagement)


def test_spans_of_time(riverton, engagement, as_demo):
    found = Engagement.objects
    assert found.running_on(date(2024, 9, 30)).count() == 0
    assert found.running_on(date(2024, 10, 1)).count() == 1
    assert found.for_list().get() == engagement
    assert str(engagement) == "PSP site, 2024 cohort"
