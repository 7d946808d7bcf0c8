"""Engagements, minimal and valid."""

from datetime import UTC, date, datetime, timedelta

import factory

from engagements.models import Assessment, Cohort, Engagement, Finding, Recommendation
from foundation.calendars.months import last_day_of
from tests.factories.sites import SiteFactory
from tests.factories.tta_requests import CoreAreaFactory


class CohortFactory(factory.django.DjangoModelFactory):
    """A year's cohort."""

    class Meta:
        model = Cohort
        django_get_or_create = ("year",)

    year = 2024
    name = factory.LazyAttribute(lambda cohort: f"{cohort.year} cohort")


class EngagementFactory(factory.django.DjangoModelFactory):
    """A PSP engagement opened here for 36 months, still proposed."""

    class Meta:
        model = Engagement

    class Params:
        onboarding = factory.Trait(onboarding_from=factory.SelfAttribute("starts_on"))
        active = factory.Trait(
            onboarding_from=factory.SelfAttribute("starts_on"),
            active_from=factory.LazyAttribute(lambda e: e.starts_on + timedelta(days=45)),
        )

    site = factory.SubFactory(SiteFactory)
    cohort = factory.SubFactory(CohortFactory)
    track = "psp"
    starts_on = date(2024, 10, 1)
    ends_on = factory.LazyAttribute(lambda e: last_day_of(e.starts_on, 36))
    closing_from = factory.LazyAttribute(lambda e: e.ends_on - timedelta(days=180))


class AssessmentFactory(factory.django.DjangoModelFactory):
    """An assessment of homicide investigations."""

    class Meta:
        model = Assessment

    site = factory.SubFactory(SiteFactory)
    kind = "homicide"
    title = "Homicide investigations assessment"
    core_area = factory.SubFactory(CoreAreaFactory)
    done_on = date(2025, 12, 12)
    done_by = "Demonstration Provider 2"
    written_at = datetime(2026, 1, 22, tzinfo=UTC)


class FindingFactory(factory.django.DjangoModelFactory):
    """A finding of an assessment."""

    class Meta:
        model = Finding

    assessment = factory.SubFactory(AssessmentFactory)
    site = factory.SelfAttribute("assessment.site")
    place = 1
    text = "Detectives carry too many open cases."


class RecommendationFactory(factory.django.DjangoModelFactory):
    """A recommendation that follows from no assessment, still proposed."""

    class Meta:
        model = Recommendation

    site = factory.SubFactory(SiteFactory)
    number = factory.Sequence(lambda nth: nth + 1)
    headline = "Change the on-call schedule"
    core_area = factory.SubFactory(CoreAreaFactory)
    written_at = datetime(2026, 1, 22, tzinfo=UTC)
