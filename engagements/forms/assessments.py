"""The form that adds an assessment with its findings."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from engagements.enums import AssessmentKind
from foundation.ui.forms import DateField, LineField, field_of
from sites.models import CoreArea

MAX_FINDINGS, MAX_FINDING = 30, 500


class AssessmentForm(forms.Form):
    """An assessment that was done at the site: what, when, by whom, and what it found."""

    title = LineField(label="Title", max_length=160, error_messages={"required": "Enter a title."})
    kind = forms.ChoiceField(
        label="What it looked into",
        choices=AssessmentKind.choices,
        error_messages={"required": "Choose what it looked into."},
    )
    core_area = forms.ModelChoiceField(
        label="Core area", queryset=CoreArea.objects.none(), empty_label="Choose a core area"
    )
    done_on = DateField(label="Last day at the site")
    done_by = LineField(label="Organization that did it", max_length=160)
    findings = forms.CharField(
        label="Findings",
        max_length=MAX_FINDINGS * MAX_FINDING,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Enter one finding on each line.",
        error_messages={"required": "Enter at least one finding."},
    )

    def __init__(self, *args: Any, areas: QuerySet[CoreArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_area", forms.ModelChoiceField).queryset = areas

    def clean_findings(self) -> list[str]:
        """Return the lines that hold a finding."""
        lines = [line.strip() for line in self.cleaned_data["findings"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > MAX_FINDINGS:
            raise forms.ValidationError(f"Enter at most {MAX_FINDINGS} findings.")
        if any(len(line) > MAX_FINDING for line in found):
            raise forms.ValidationError(f"Enter at most {MAX_FINDING} characters on each line.")
        return found
