"""Summits, minimal and valid."""

from datetime import UTC, date, datetime

import factory

from summits.models import Summit


class SummitFactory(factory.django.DjangoModelFactory):
    """A summit of three days in March 2027, still planned."""

    class Meta:
        model = Summit

    slug = factory.Sequence(lambda n: f"2027-{n}")
    name = "2027 Violent Crime Summit"
    city = "Example Harbor"
    state = "EX"
    venue = "Harbor Hall"
    time_zone = "America/New_York"
    starts_on = date(2027, 3, 9)
    ends_on = date(2027, 3, 11)
    made_at = datetime(2026, 6, 1, tzinfo=UTC)
