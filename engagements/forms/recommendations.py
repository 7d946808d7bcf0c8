"""Forms of recommendations: writing one, its steps, evidence, checks, and the board's filters."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from engagements.enums import RecommendationState
from engagements.models import Finding, Recommendation
from foundation.accounts.models import User
from foundation.files.fields import CheckedFilesField, hint
from foundation.ui.forms import (
    ButtonForm,
    CheckboxTiles,
    DateField,
    LineField,
    field_of,
    reason_field,
)
from sites.models import CoreArea, Principle, Site

MAX_TEXT = 4000
MAX_REASON = 1000
READ_BY = "The site's team and DOJ staff can read it."
MISSING_REASON = "Enter a reason. It's saved with the recommendation."
DUE = [
    ("", "Any due date"),
    ("late", "Past due"),
    ("soon", "Due in 14 days"),
    ("repeats", "With repeating checks"),
]
WHO = [("", "All recommendations"), ("me", "Owned by me"), ("verify", "Mine to verify")]


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
        label="Core area",
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        empty_label="Choose a core area",
    )
    finding = forms.ModelChoiceField(
        label="Finding it follows from",
        required=False,
        queryset=Finding.objects.none(),
        empty_label="None",
    )
    due_on = DateField(label="Due date", required=False)
    repeats_every_days = forms.IntegerField(
        label="Repeat a check every so many days",
        required=False,
        min_value=7,
        max_value=366,
        help_text="For example 90, for a review of open cases every 90 days. Leave this blank if nothing repeats.",
    )
    principles = forms.ModelMultipleChoiceField(
        label="Which DOJ principles does it serve?",
        required=False,
        queryset=Principle.objects.all(),
        to_field_name="slug",
        widget=CheckboxTiles,
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


class CorrectRecommendationForm(ProposeForm):
    """What was written wrong in a recommendation, and why it is corrected."""

    reason = reason_field(
        "Reason for the correction",
        max_length=MAX_REASON,
        rows=3,
        help_text=f"It's saved with the former values. {READ_BY}",
        missing=MISSING_REASON,
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(recommendation), **kwargs)
        if not recommendation.is_proposed:  # the site chose its day when it accepted
            del self.fields["due_on"]

    @staticmethod
    def initial_of(recommendation: Recommendation) -> dict[str, Any]:
        """Return what a recommendation says now."""
        return {
            "headline": recommendation.headline,
            "text": recommendation.text,
            "core_area": recommendation.core_area.slug,
            "finding": recommendation.finding_id,
            "due_on": recommendation.due_on,
            "repeats_every_days": recommendation.repeats_every_days,
            "principles": recommendation.principles,
        }


class AcceptRecommendationForm(forms.Form):
    """Who is responsible at the site, and by when."""

    owner = LineField(
        label="Who is responsible at the site?",
        max_length=160,
        help_text="Enter a position, such as “Homicide lieutenant.”",
        error_messages={"required": "Enter the position that is responsible."},
    )
    owner_person = forms.ModelChoiceField(
        label="Person with an account",
        required=False,
        queryset=User.objects.none(),
        empty_label="None",
        help_text="We remind this person before it's due. If you choose no one, we remind the points of contact.",
        error_messages={"invalid_choice": "Choose a person who has a seat on the site's team."},
    )
    due_on = DateField(label="Due date")

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "owner_person", forms.ModelChoiceField).queryset = owners


class ChangeOwnerForm(AcceptRecommendationForm):
    """Another owner or due date, and why."""

    reason = reason_field(help_text=READ_BY, missing=MISSING_REASON)

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:  # what was due was done
            del self.fields["due_on"]


class RecommendationReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = reason_field(max_length=MAX_REASON, rows=4, help_text=READ_BY, missing=MISSING_REASON)


class EvidenceForm(forms.Form):
    """A line of evidence."""

    text = LineField(
        label="Evidence",
        max_length=300,
        help_text="Say what shows the work, such as an order's number or a roster's date.",
        error_messages={"required": "Enter what shows that the work was done."},
    )
    new_files = CheckedFilesField(
        label="Files",
        required=False,
        help_text=f"{hint()} Choose up to {CheckedFilesField.MAX_FILES}, together no larger than that. The site's team and "
        "DOJ staff can open them. Leave out the names of victims, witnesses, and suspects.",
    )


class RemoveEvidenceForm(forms.Form):
    """Why a file of evidence is removed."""

    reason = LineField(
        label="Reason",
        max_length=300,
        help_text="The history shows who removed the file and why.",
        error_messages={"required": "Enter a reason. It's saved with the recommendation."},
    )


class CheckForm(forms.Form):
    """A repeating check that was made."""

    on = DateField(label="Day of the check")
    note = LineField(label="Result", max_length=300, required=False)


class RecommendationFilterForm(forms.Form):
    """The filters of the boards, of one site and across sites."""

    state = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any status"), ("open", "Open"), *RecommendationState.choices],
    )
    due = forms.ChoiceField(label="Due", required=False, choices=DUE)
    area = forms.ModelChoiceField(
        label="Core area",
        required=False,
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        empty_label="Any core area",
    )
    principle = forms.ModelChoiceField(
        label="DOJ principle",
        required=False,
        queryset=Principle.objects.all(),
        to_field_name="slug",
        empty_label="Any principle",
    )
    who = forms.ChoiceField(label="Show", required=False, choices=WHO)
    site = forms.ModelChoiceField(
        label="Site",
        required=False,
        queryset=Site.objects.none(),
        to_field_name="slug",
        empty_label="Any site",
    )

    def __init__(
        self,
        *args: Any,
        areas: QuerySet[CoreArea],
        sites: QuerySet[Site] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "area", forms.ModelChoiceField).queryset = areas
        if sites is None:
            del self.fields["site"]
        else:
            field_of(self, "site", forms.ModelChoiceField).queryset = sites

    def asked(self) -> dict[str, Any]:
        """Return the values of every understood filter; a mistaken one is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


FORMS: dict[str, type[forms.Form]] = {
    "accept": AcceptRecommendationForm,
    "decline": RecommendationReasonForm,
    "start": ButtonForm,
    "implement": ButtonForm,
    "send-back": RecommendationReasonForm,
    "verify": ButtonForm,
    "sustain": ButtonForm,
    "lapse": RecommendationReasonForm,
    "restart": ButtonForm,
    "withdraw": RecommendationReasonForm,
}
