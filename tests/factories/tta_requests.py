"""Providers and the reference rows that routing needs, minimal and valid."""

from datetime import date

import factory

from foundation.accounts.models import Organization
from sites.models import CoreArea
from tests.factories.keys import key_of
from tests.factories.sites import StateFactory
from tta_requests.models import Capability, Provider


class CoreAreaFactory(factory.django.DjangoModelFactory):
    """Gun Violence, with ATF as its federal branch."""

    class Meta:
        model = CoreArea
        django_get_or_create = ("slug",)

    slug = "gun-violence"
    name = "Gun Violence"
    summary = "Fewer shootings."
    federal_branch = ["ATF"]
    effective_from = date(2014, 1, 1)


class OrganizationFactory(factory.django.DjangoModelFactory):
    """A made-up provider's organization."""

    class Meta:
        model = Organization

    id = factory.LazyAttribute(lambda organization: key_of(organization.name))
    slug = factory.Sequence(lambda n: f"demonstration-provider-{n}")
    name = factory.Sequence(lambda n: f"Demonstration Provider {n}")
    is_demo = True


class ProviderFactory(factory.django.DjangoModelFactory):
    """A provider with capacity for three requests in every state."""

    class Meta:
        model = Provider

    organization = factory.SubFactory(OrganizationFactory)
    is_active = True
    home_state = factory.SubFactory(StateFactory)
    places = 3
    hours_a_month = 80


class CapabilityFactory(factory.django.DjangoModelFactory):
    """A provider's good technical assistance in Gun Violence."""

    class Meta:
        model = Capability

    provider = factory.SubFactory(ProviderFactory)
    core_area = factory.SubFactory(CoreAreaFactory)
    kind = "technical-assistance"
    level = 2
