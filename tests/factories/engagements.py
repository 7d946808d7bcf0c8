"""Engagements, minimal and valid."""

from datetime import date, timedelta

import factory

from engagements.models import Cohort, Engagement
from foundation.calendars.months import last_day_of
from tests.factories.sites import SiteFactory


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
