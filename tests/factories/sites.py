"""Sites and memberships, minimal and valid."""

from datetime import date, timedelta

import factory

from foundation.accounts.roles import needs_approval
from foundation.calendars import clock
from foundation.calendars.days import end_of, start_of
from sites.models import Contact, Membership, SeatApproval, Site, State
from tests.factories.accounts import UserFactory
from tests.factories.keys import key_of


class StateFactory(factory.django.DjangoModelFactory):
    """The made-up state EX."""

    class Meta:
        model = State
        django_get_or_create = ("usps",)

    usps = "EX"
    name = "Example"
    fips = "99"


class SiteFactory(factory.django.DjangoModelFactory):
    """A demonstration site in Central time."""

    class Meta:
        model = Site

    id = factory.LazyAttribute(lambda site: key_of(site.slug))
    slug = factory.Sequence(lambda n: f"example-city-{n}-ex")
    name = factory.Sequence(lambda n: f"Example City {n}, EX")
    kind = "city"
    state = factory.SubFactory(StateFactory)
    time_zone = "America/Chicago"
    is_demo = True


class SeatApprovalFactory(factory.django.DjangoModelFactory):
    """An approved seat; the database accepts it only from the demonstration job."""

    class Meta:
        model = SeatApproval

    proposed_as = "system:demo"
    asked_at = factory.LazyFunction(clock.now)
    due_at = factory.LazyAttribute(lambda o: o.asked_at + timedelta(days=7))
    state = "approved"
    decided_as = "system:demo"
    decided_at = factory.LazyAttribute(lambda o: o.asked_at)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A law-enforcement point of contact since the start of 2026."""

    class Meta:
        model = Membership

    site = factory.SubFactory(SiteFactory)
    user = factory.SubFactory(UserFactory)
    role = "point-of-contact"
    seat = "law-enforcement"
    starts_at = factory.LazyAttribute(lambda o: start_of(o.starts_on, o.site.time_zone))
    ends_at = factory.LazyAttribute(
        lambda o: end_of(o.ends_on, o.site.time_zone) if o.ends_on else None
    )

    @factory.lazy_attribute
    def approval(self):
        """Return an approval by the demonstration job, if the seat reads federal items."""
        if not needs_approval(self.role, self.seat):
            return None
        return SeatApprovalFactory(
            site=self.site,
            role=self.role,
            seat=self.seat,
            name=self.user.name,
            email=self.user.email,
            person=self.user,
        )

    class Params:
        """Accept days instead of instants, in the site's time zone."""

        starts_on = date(2026, 1, 1)
        ends_on = None


class ContactFactory(factory.django.DjangoModelFactory):
    """A contact at a school, added on January 1, 2026 and never verified."""

    class Meta:
        model = Contact

    site = factory.SubFactory(SiteFactory)
    name = "Rosa Example"
    organization = "Example City Schools"
    title = "Safety director"
    email = factory.Sequence(lambda n: f"contact{n}@example.org")
    since = date(2026, 1, 1)
