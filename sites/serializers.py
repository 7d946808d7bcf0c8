"""The API's representation of sites, core areas and the caller."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
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


class MemberOut(Output):
    """Somebody in a seat of a site's team."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name")
    role = serializers.CharField()
    seat = serializers.CharField()
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    starts_on = serializers.DateField(help_text="The first day, in the site's time zone.")
    ends_at = serializers.DateTimeField(
        allow_null=True, help_text="The time when the seat's access ends."
    )
    ends_on = serializers.DateField(
        allow_null=True, help_text="The last day, in the site's time zone."
    )
    verified_on = serializers.DateField(
        allow_null=True, help_text="The day someone last checked that they hold the seat."
    )
    verified_by = serializers.CharField(
        source="verified_by.name", default="", help_text="Empty if it isn't known."
    )


class InvitationOut(Output):
    """An offer of a seat by email."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.CharField()
    seat = serializers.CharField()
    invited_by = serializers.CharField(source="invited_by.name", default="")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(help_text="Until when its link works.")
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class NewInvitation(Input):
    """A person to invite, and the seat."""

    name = Text(max_length=120)
    email = Text(max_length=254)
    role = Text(max_length=30, help_text="The role's slug, such as point-of-contact.")
    seat = Text(max_length=20, help_text="The seat's slug, such as law-enforcement.")


class LastDayBody(Input):
    """The last day of a membership."""

    last_day = serializers.DateField(
        required=False, allow_null=True, help_text="In the site's time zone; now if left out."
    )


class HandOverBody(Input):
    """The successor, and from which day they hold the seat."""

    email = Text(max_length=254, help_text="The address the successor signs in with.")
    on = serializers.DateField(
        required=False, allow_null=True, help_text="The successor's first day; now if left out."
    )


class AgencyContactOut(Output):
    """The person to call at an agency."""

    name = serializers.CharField()
    title = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    verified_on = serializers.DateField(
        allow_null=True, help_text="The day someone last checked the details."
    )
    verified_by = serializers.CharField(
        source="verified_by.name", default="", help_text="Empty if it isn't known."
    )


class AgencyOut(Output):
    """An agency of a site's coalition."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    is_lead = serializers.BooleanField()
    contact = AgencyContactOut(allow_null=True)
    joined_on = serializers.DateField(
        allow_null=True, help_text="The first day; null if it isn't known."
    )
    left_on = serializers.DateField(allow_null=True, help_text="The last day; null for a member.")


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
