"""Planned contacts and leave as the API returns them, and what it takes."""

from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from liaisons.enums import UpdateKind
from sites.serializers import SiteRef


class PlannedContactOut(Output):
    """A contact planned for a day of the site's calendar."""

    id = serializers.UUIDField()
    site = SiteRef()
    kind = serializers.CharField()
    planned_on = serializers.DateField()
    planned_by = serializers.CharField(source="planned_by.name")
    is_done = serializers.BooleanField(
        help_text="Whether an update of its day or a later one came."
    )
    canceled_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")


class NewPlannedContact(Input):
    """A contact to plan."""

    kind = serializers.ChoiceField(choices=UpdateKind.choices)
    on = serializers.DateField(help_text="A day of the site's calendar.")


class PlannedContactBody(Input):
    """Another day or kind; values you don't send stay the same."""

    kind = serializers.ChoiceField(choices=UpdateKind.choices, required=False)
    on = serializers.DateField(required=False)


class LeaveOut(Output):
    """Leave of a liaison at one site, and who stands in."""

    id = serializers.UUIDField()
    site = SiteRef()
    liaison = serializers.CharField(source="covers.user.name")
    stand_in = serializers.CharField(source="user.name")
    starts_on = serializers.DateField(help_text="The first day, in the site's time zone.")
    ends_on = serializers.DateField(help_text="The last day, in the site's time zone.")


class LeaveBody(Input):
    """Other days or another stand-in; values you don't send stay the same."""

    first = serializers.DateField(required=False, help_text="The first day of leave.")
    last = serializers.DateField(required=False, help_text="The last day of leave.")
    stand_in = Text(required=False, max_length=254, help_text="The stand-in's email address.")


class NewLeave(Input):
    """Leave with a stand-in."""

    first = serializers.DateField(help_text="The first day of leave.")
    last = serializers.DateField(help_text="The last day of leave.")
    stand_in = Text(max_length=254, help_text="The stand-in's email address.")
    sites = serializers.ListField(
        child=Text(max_length=60),
        required=False,
        help_text="Slugs; all of the liaison's if left out.",
    )
    liaison = Text(
        required=False, max_length=254, help_text="Whose leave, by email; yours if left out."
    )


class PlannedOut(Output):
    """One dated thing of a site."""

    on = serializers.DateField(help_text="Its day, in the site's time zone.")
    what = serializers.CharField()
    is_done = serializers.BooleanField()
    href = serializers.CharField(help_text="The address of its page.")


class SiteMonthOut(Output):
    """One site's month."""

    site = SiteRef(source="*")
    contacts = PlannedOut(many=True)
    commitments = PlannedOut(many=True)
    milestones = PlannedOut(many=True)
    is_missing = serializers.BooleanField(
        help_text="Whether a contact is expected and none is planned."
    )


class MonthPlanOut(Output):
    """A liaison's month: what is planned and due at each site, and leave."""

    month = serializers.CharField(help_text="Such as 2026-11.")
    liaison = serializers.CharField()
    sites = SiteMonthOut(many=True)
    leave = LeaveOut(many=True, help_text="The liaison's own, and what they cover.")


class CaseOut(Output):
    """What one site of a caseload needs, on its own day."""

    site = SiteRef()
    level = serializers.CharField(help_text="late, at-risk, planned, paused, or fine.")
    reason = serializers.CharField(help_text="What it needs, in words.")
    needs_contact = serializers.BooleanField(help_text="Whether someone must act.")
    state = serializers.CharField(help_text="Of its newest engagement; empty without one.")
    ends_on = serializers.DateField(
        allow_null=True, help_text="The day its open engagement ends; null without one."
    )
    liaisons = serializers.ListField(child=serializers.CharField(), help_text="Stand-ins too.")
    days_since_contact = serializers.IntegerField(allow_null=True)
    last_contact_on = serializers.DateField(allow_null=True)
    next_contact_on = serializers.DateField(allow_null=True)
    late_commitments = serializers.IntegerField()
    open_requests = serializers.IntegerField(help_text="Of those you can see.")
    vacant_seats = serializers.IntegerField()
