"""The API's representation of engagements."""

from rest_framework import serializers

from engagements.models import Engagement
from foundation.api.outputs import Output
from foundation.calendars import clock
from sites.serializers import SiteRef


class MilestoneOut(Output):
    """A point on the way."""

    kind = serializers.CharField()
    due_on = serializers.DateField()
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
        """Follows from the dates."""
        return str(engagement.state_on(clock.today(engagement.site.time_zone)))


class JourneyOut(EngagementOut):
    """The same with its milestones, which only those of the site and DOJ see."""

    milestones = MilestoneOut(many=True)
