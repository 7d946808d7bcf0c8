"""Sites, core areas, and the caller as the API returns them."""

from rest_framework import serializers

from foundation.api.outputs import Output


class SiteRef(Output):
    """A site by its short name."""

    slug = serializers.CharField()
    name = serializers.CharField()


class SiteOut(SiteRef):
    """A site's facts, which are public."""

    kind = serializers.CharField()
    state = serializers.CharField(source="state_id", help_text="Postal code.")
    county = serializers.CharField()
    district = serializers.CharField(
        source="district_id", allow_null=True, help_text="Federal judicial district."
    )
    lead_agency = serializers.CharField()
    ori = serializers.CharField()
    population = serializers.IntegerField(allow_null=True)
    population_year = serializers.IntegerField(allow_null=True)
    time_zone = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    is_demo = serializers.BooleanField(help_text="A made-up site, for the demonstration.")


class CoreAreaOut(Output):
    """A core area in force."""

    slug = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())


class PlaceOut(SiteRef):
    """A site, and what the caller may do there."""

    may = serializers.ListField(child=serializers.CharField())


class TokenOut(Output):
    """The token the call came with."""

    name = serializers.CharField()
    scope = serializers.CharField()
    expires_at = serializers.DateTimeField(source="expiry")


class MeOut(Output):
    """You, and what you can do at each site."""

    name = serializers.CharField()
    email = serializers.CharField()
    time_zone = serializers.CharField()
    staff_role = serializers.CharField()
    everywhere = serializers.ListField(
        child=serializers.CharField(), help_text="What DOJ staff can do at every site."
    )
    shared = serializers.ListField(
        child=serializers.CharField(),
        help_text="What a provider can do with requests offered to it.",
    )
    sites = PlaceOut(many=True)
    token = TokenOut(allow_null=True)
