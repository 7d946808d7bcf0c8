"""Assessments as the API returns them, and what it takes to add or correct one."""

from typing import Any

from rest_framework import serializers

from engagements.enums import AssessmentKind
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.serializers import SiteRef


class FindingOut(Output):
    """One thing an assessment found."""

    id = serializers.UUIDField()
    text = serializers.CharField()


class AssessmentCorrectionOut(Output):
    """A correction of an assessment or of its findings."""

    reason = serializers.CharField()
    changes: Any = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True)),
        help_text="The former and the new value of each corrected field.",
    )
    made_by = serializers.CharField(source="made_by.name", default="")
    made_at = serializers.DateTimeField()


class AssessmentOut(Output):
    """An assessment of a site's work."""

    id = serializers.UUIDField()
    site = SiteRef()
    kind = serializers.CharField()
    title = serializers.CharField()
    core_area = serializers.CharField(source="core_area.slug")
    done_on = serializers.DateField()
    is_month_only = serializers.BooleanField(
        help_text="Whether only the month is known, not the day."
    )
    done_by = serializers.CharField(help_text="The organization that did it; may be empty.")
    origin = serializers.CharField()
    findings = FindingOut(many=True)
    corrections = AssessmentCorrectionOut(many=True, help_text="Newest first.")
    version = serializers.IntegerField(help_text="The version of this record, as in its ETag.")


class AssessmentBody(Input):
    """An assessment that was done at a site."""

    title = Text(required=False, max_length=160)
    kind = serializers.ChoiceField(choices=AssessmentKind.choices, required=False)
    core_area = Text(required=False, max_length=40, help_text="Its slug.")
    done_on = serializers.DateField(required=False, help_text="The last day at the site.")
    done_by = Text(required=False, max_length=160, help_text="The organization that did it.")
    findings = serializers.ListField(
        child=Text(max_length=500), required=False, max_length=30, help_text="In their order."
    )


class CorrectionBody(AssessmentBody):
    """What is corrected in an assessment; values you don't send stay the same."""

    findings = serializers.ListField(
        child=Text(max_length=500),
        required=False,
        max_length=30,
        help_text="The texts of all its findings in their order, then those that were left out.",
    )
    reason = Text(max_length=1000)
