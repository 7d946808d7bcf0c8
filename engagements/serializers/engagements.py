"""The API's representation of engagements."""

from rest_framework import serializers

from engagements.models import Engagement
from foundation.api.inputs import Flag, Input, Text, Whole
from foundation.api.outputs import Output
from foundation.calendars import clock
from sites.serializers import SiteRef


class MilestoneOut(Output):
    """A point on the way."""

    kind = serializers.CharField()
    due_on = serializers.DateField()
    first_due_on = serializers.DateField(
        allow_null=True, help_text="The day it was due before it first got a new date."
    )
    done_on = serializers.DateField(allow_null=True)


class EngagementOut(Output):
    """A site's term with the program, as it is published."""

    id = serializers.UUIDField()
    site = SiteRef()
    cohort = serializers.IntegerField(source="cohort_id")
    track = serializers.CharField()
    state = serializers.SerializerMethodField(help_text="Its state today, in the site's time zone.")
    announced_on = serializers.DateField(allow_null=True)
    starts_on = serializers.DateField()
    start_is_assumed = serializers.BooleanField()
    ends_on = serializers.DateField(help_text="The last day.")
    source = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    version = serializers.IntegerField()

    def get_state(self, engagement: Engagement) -> str:
        """Return the state, which follows from the dates."""
        return str(engagement.state_on(clock.today(engagement.site.time_zone)))


class JourneyOut(EngagementOut):
    """The same with its milestones, which only those of the site and DOJ see."""

    milestones = MilestoneOut(many=True)


class EngagementStepOut(Output):
    """A step your role includes in the engagement's current status."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # -- a value's name
    is_open = serializers.BooleanField(help_text="Whether the step can be taken now.")
    refusal = serializers.CharField(help_text="Why it can't be taken; empty if it can.")
    needs_reason = serializers.BooleanField()
    asks = serializers.ListField(
        child=serializers.CharField(), help_text="The values to send with it, required or optional."
    )


class HistoryOut(Output):
    """A step that was taken with an engagement: from which day, by whom, and why."""

    step = serializers.CharField()
    milestone = serializers.CharField(help_text="The milestone it is about; empty if none.")
    on = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    made_by = serializers.CharField(source="made_by.name", default="")
    made_at = serializers.DateTimeField()


class NewEngagement(Input):
    """A new engagement of a site."""

    site = Text(max_length=60, help_text="The site's slug.")
    year = Whole(min_value=1, max_value=9999, help_text="The year of the cohort.")
    track = Text(max_length=12)
    announced_on = serializers.DateField(required=False, allow_null=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    is_checked = Flag(
        required=False, help_text="True if a first day outside the cohort's year is right."
    )


class EngagementStepBody(Input):
    """What a step asks for: its own fields, as the list of steps names them."""

    on = serializers.DateField(required=False)
    until = serializers.DateField(required=False, allow_null=True)
    reason = Text(required=False)
    accepted_gap = Text(required=False)
    is_checked = Flag(
        required=False, help_text="True if a first day outside the cohort's year is right."
    )


class ReachedMilestone(Input):
    """A milestone that was reached."""

    on = serializers.DateField(help_text="The day it happened.")
    note = Text(required=False)


class MovedMilestone(Input):
    """Another day for a milestone."""

    to = serializers.DateField(required=False, help_text="Its new due date, if it isn't reached.")
    on = serializers.DateField(required=False, help_text="The right day, if it is reached.")
    reason = Text()
