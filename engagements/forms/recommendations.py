"""Forms of recommendations: writing one, its steps, evidence, checks, and the board's filters."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from engagements.enums import RecommendationState
from engagements.forms.assessments import DAY_ERRORS
from engagements.models import Finding
from foundation.ui.forms import DateField, LineField, field_of
from sites.models import CoreArea

MAX_TEXT = 4000
MAX_REASON = 1000
DUE = [("", "Any due date"), ("late", "Past due"), ("soon", "Due in 14 days")]


class ProposeForm(forms.Form):
    """A new recommendation to the site."""

    headline = LineField(
        label="What should the site do?",
        max_length=160,
        error_messages={"required": "Enter what the site should do."},
    )
    text = forms.CharField(
        label="Details",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    core_area = forms.ModelChoiceField(
        label="Core area", queryset=CoreArea.objects.none(), empty_label="Choose a core area"
    )
    finding = forms.ModelChoiceField(
        label="Finding it follows from",
        required=False,
        queryset=Finding.objects.none(),
        empty_label="None",
    )
    due_on = DateField(label="Due date", required=False, error_messages=DAY_ERRORS)
    repeats_every_days = forms.IntegerField(
        label="Repeat a check every so many days",
        required=False,
        min_value=7,
        max_value=366,
        help_text="For example 90, for a review of open cases every 90 days. Leave this blank if nothing repeats.",
    )

    def __init__(
        self,
        *args: Any,
        areas: QuerySet[CoreArea],
        findings: QuerySet[Finding],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("core_area", areas), ("finding", findings)):
            field_of(self, name, forms.ModelChoiceField).queryset = rows


class ConfirmForm(forms.Form):
    """A step that needs nothing but the button."""


class AcceptRecommendationForm(forms.Form):
    """Who is responsible at the site, and by when."""

    owner = LineField(
        label="Who is responsible at the site?",
        max_length=160,
        help_text="Enter a position, such as “Homicide lieutenant.”",
        error_messages={"required": "Enter the position that is responsible."},
    )
    due_on = DateField(label="Due date", error_messages=DAY_ERRORS)


class RecommendationReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = forms.CharField(
        label="Reason",
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The site's team and DOJ staff can read it.",
        error_messages={"required": "Enter a reason. It's saved with the recommendation."},
    )


class EvidenceForm(forms.Form):
    """A line of evidence."""

    text = LineField(
        label="Evidence",
        max_length=300,
        help_text="Say what shows the work, such as an order's number or a roster's date.",
        error_messages={"required": "Enter what shows that the work was done."},
    )


class CheckForm(forms.Form):
    """A repeating check that was made."""

    on = DateField(label="Day of the check", error_messages=DAY_ERRORS)
    note = LineField(label="Result", max_length=300, required=False)


class RecommendationFilterForm(forms.Form):
    """The filters of the board across sites."""

    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any state"), *RecommendationState.choices]
    )
    area = forms.ModelChoiceField(
        label="Core area",
        required=False,
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        empty_label="Any core area",
    )
    site = forms.SlugField(required=False, max_length=60)
    due = forms.ChoiceField(label="Due", required=False, choices=DUE)

    def __init__(self, *args: Any, areas: QuerySet[CoreArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "area", forms.ModelChoiceField).queryset = areas


FORMS: dict[str, type[forms.Form]] = {
    "accept": AcceptRecommendationForm,
    "decline": RecommendationReasonForm,
    "start": ConfirmForm,
    "implement": ConfirmForm,
    "send-back": RecommendationReasonForm,
    "verify": ConfirmForm,
    "sustain": ConfirmForm,
    "lapse": RecommendationReasonForm,
    "restart": ConfirmForm,
}
