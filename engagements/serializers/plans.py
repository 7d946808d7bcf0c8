"""The API's representation of plans."""

from rest_framework import serializers

from engagements.enums import Direction, OwnerSide, PlanKind
from foundation.api.inputs import Figure, Input, Text
from foundation.api.outputs import Output
from sites.serializers import SiteRef


class PlanActionOut(Output):
    """A line of work toward a goal."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    side = serializers.CharField(help_text="The side that carries it out: site or doj.")
    due_on = serializers.DateField()


class GoalOut(Output):
    """What the site wants to reach in a core area."""

    id = serializers.UUIDField()
    core_area = serializers.CharField(source="core_area.slug")
    principle = serializers.CharField(
        source="principle.slug", default="", help_text="DOJ's principle it serves; empty if none."
    )
    text = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.CharField(help_text="Which way is better: up or down.")
    baseline = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    baseline_on = serializers.DateField()
    target = serializers.DecimalField(max_digits=12, decimal_places=2)
    due_on = serializers.DateField()
    actions = PlanActionOut(many=True)


class NewFigure(Input):
    """What was measured toward a goal."""

    value = Figure(max_digits=12, decimal_places=2)
    measured_on = serializers.DateField()
    note = Text(required=False, max_length=200)


class FigureOut(Output):
    """A figure of a goal on a day, as somebody entered it."""

    id = serializers.UUIDField()
    value = serializers.DecimalField(max_digits=12, decimal_places=2)
    measured_on = serializers.DateField()
    note = serializers.CharField()
    entered_by = serializers.CharField(source="entered_by.name", default="")
    entered_at = serializers.DateTimeField()
    corrects = serializers.UUIDField(
        source="corrects_id", allow_null=True, help_text="The figure that it takes the place of."
    )
    reason = serializers.CharField(help_text="What was wrong with that one; empty for a first one.")


class FigureCorrection(Input):
    """What is right instead of a wrong figure; values you don't send stay the same."""

    value = Figure(max_digits=12, decimal_places=2, required=False)
    measured_on = serializers.DateField(required=False)
    note = Text(required=False, max_length=200)
    reason = Text(max_length=200)


class GoalBody(Input):
    """A goal of a plan; a change leaves values you don't send as they are."""

    text = Text(required=False, max_length=200)
    core_area = Text(required=False, max_length=40, help_text="Its slug.")
    principle = Text(required=False, max_length=40, help_text="The slug of a DOJ principle.")
    unit = Text(required=False, max_length=40)
    direction = serializers.ChoiceField(choices=Direction.choices, required=False)
    baseline = Figure(max_digits=12, decimal_places=2, required=False, allow_null=True)
    baseline_on = serializers.DateField(required=False)
    target = Figure(max_digits=12, decimal_places=2, required=False)
    due_on = serializers.DateField(required=False)


class PlanActionBody(Input):
    """An action toward a goal; a change leaves values you don't send as they are."""

    text = Text(required=False, max_length=200)
    side = serializers.ChoiceField(choices=OwnerSide.choices, required=False)
    due_on = serializers.DateField(required=False)


class PlanVersionOut(Output):
    """A version that executive leadership approved."""

    number = serializers.IntegerField()
    approved_on = serializers.DateField()
    approved_by = serializers.CharField(source="approved_by.name", default="")


class PlanOut(Output):
    """A plan of an engagement, with its goals and approved versions."""

    id = serializers.UUIDField()
    site = SiteRef()
    engagement = serializers.UUIDField(source="engagement_id")
    kind = serializers.CharField()
    status = serializers.CharField()
    returned_because = serializers.CharField(
        help_text="Why it was returned; empty if it wasn't, or was submitted again."
    )
    goals = GoalOut(many=True)
    versions = PlanVersionOut(many=True, help_text="Newest first.")
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")


class NewPlan(Input):
    """A plan to start, as a draft without goals."""

    kind = serializers.ChoiceField(choices=PlanKind.choices)


class PlanStepBody(Input):
    """What a step of a plan asks for."""

    reason = Text(required=False)
