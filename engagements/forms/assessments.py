"""Forms that add an assessment with its findings, and correct one."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from engagements.enums import AssessmentKind
from engagements.models import Assessment
from foundation.ui.forms import DateField, LineField, field_of, reason_field
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
        label="Core area",
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        empty_label="Choose a core area",
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

    # How many findings the assessment has already.
    known = 0

    def __init__(self, *args: Any, areas: QuerySet[CoreArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_area", forms.ModelChoiceField).queryset = areas

    def clean_kind(self) -> AssessmentKind:
        """Return the kind."""
        return AssessmentKind(self.cleaned_data["kind"])

    def clean_findings(self) -> list[str]:
        """Return the lines that hold a finding."""
        lines = [line.strip() for line in self.cleaned_data["findings"].splitlines()]
        found = [line for line in lines if line]
        if len(found) + self.known > MAX_FINDINGS:
            raise forms.ValidationError(f"Enter at most {MAX_FINDINGS} findings.")
        if any(len(line) > MAX_FINDING for line in found):
            raise forms.ValidationError(f"Enter at most {MAX_FINDING} characters on each line.")
        return found


class CorrectAssessmentForm(AssessmentForm):
    """What is wrong in an assessment, each finding in a field of its own, and why."""

    reason = reason_field(
        "Reason for the correction",
        max_length=1000,
        rows=3,
        help_text="It's saved with the former values. The site's team and DOJ staff can read it.",
        missing="Enter a reason. It's saved with the assessment.",
    )
    field_order = ("title", "kind", "core_area", "done_on", "done_by")

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(assessment), **kwargs)
        found = {f"finding_{each.place}": each for each in assessment.findings.all()}
        self.known, self._names = len(found), list(found)
        for name, each in found.items():
            self.fields[name] = LineField(
                label=f"Finding {each.place}",
                max_length=MAX_FINDING,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": "Enter the finding. It can't be removed."},
            )
        more = self.fields["findings"]
        more.label, more.required = "Findings that were left out", False
        self.order_fields([*self.field_order, *found, "findings", "reason"])

    @staticmethod
    def initial_of(assessment: Assessment) -> dict[str, Any]:
        """Return what an assessment says, each finding under a name of its own."""
        return {
            "title": assessment.title,
            "kind": assessment.kind,
            "core_area": assessment.core_area.slug,
            "done_on": assessment.done_on,
            "done_by": assessment.done_by,
            **{f"finding_{each.place}": each.text for each in assessment.findings.all()},
        }

    def clean(self) -> dict[str, Any]:
        """Put the findings in one list: those it has, then those that were left out."""
        values = self.cleaned_data
        known = [values.pop(name, "") for name in self._names]
        values["findings"] = [*known, *values.get("findings", ())]
        return values
