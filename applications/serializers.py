"""Applications, their reviewers' scores, and what the API takes."""

from rest_framework import serializers

from applications.enums import Level, Status
from applications.models.scorecards import NOTE
from foundation.api.inputs import Input, Text
from foundation.api.outputs import Output
from sites.enums import AgencyKind, SiteKind


class ApplicationOut(Output):
    """An application, as the review list shows it."""

    id = serializers.UUIDField()
    cohort = serializers.IntegerField(source="round.cohort_year")
    agency = serializers.CharField(source="agency_name")
    ori = serializers.CharField()
    state = serializers.CharField(help_text="The state's two letters.")
    status = serializers.ChoiceField(choices=Status.choices)
    is_likely_junk = serializers.BooleanField()
    submitted_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class RequirementAnswerOut(Output):
    """Whether the agency meets a requirement, as it says."""

    requirement = serializers.CharField(source="requirement_id")
    is_met = serializers.BooleanField()


class AreaLevelOut(Output):
    """Where the agency sees itself in a core area."""

    core_area = serializers.CharField(source="core_area.slug")
    level = serializers.ChoiceField(choices=Level.choices)


class LetterOut(Output):
    """A letter of support."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")


class ReviewerOut(Output):
    """A reviewer in the application's present round."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="person.name")
    due_on = serializers.DateField(help_text="The day by which the scores are due, Eastern time.")
    ends_at = serializers.DateTimeField(allow_null=True)


class ScoreOut(Output):
    """The points of one criterion."""

    criterion = serializers.CharField(source="criterion_id")
    points = serializers.IntegerField()


class ScorecardOut(Output):
    """One reviewer's scores and note."""

    reviewer = serializers.UUIDField(source="reviewer_id")
    scores = ScoreOut(source="scores.all", many=True)
    note = serializers.CharField()
    submitted_at = serializers.DateTimeField()


class WholeApplicationOut(ApplicationOut):
    """An application with all that its agency sent."""

    contact_name = serializers.CharField()
    contact_title = serializers.CharField()
    contact_email = serializers.EmailField()
    contact_phone = serializers.CharField()
    problem = serializers.CharField()
    change = serializers.CharField()
    requirements = RequirementAnswerOut(source="answers.all", many=True)
    core_areas = AreaLevelOut(source="assessments.all", many=True)
    letters = LetterOut(source="letters.all", many=True)


class ApplicationStepBody(Input):
    """What a step of an application asks for: most ask for a reason, and a new site for its facts."""

    reason = Text(max_length=2000, required=False)
    name = Text(max_length=60, required=False, help_text="Of a new site, with its state.")
    kind = serializers.ChoiceField(choices=SiteKind.choices, required=False)
    agency_kind = serializers.ChoiceField(choices=AgencyKind.choices, required=False)
    time_zone = Text(max_length=40, required=False, help_text="The IANA name.")


class NewReviewer(Input):
    """A person to name, and by which day their scores are due."""

    email = serializers.EmailField()
    due_on = serializers.DateField()


class ScorecardBody(Input):
    """A reviewer's scores, by the slugs of the criteria, and a note."""

    points = serializers.DictField(child=serializers.IntegerField(min_value=1))
    note = Text(max_length=NOTE, required=False)
