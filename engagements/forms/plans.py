"""Forms of a plan: its goals, its actions, and the reason for a step."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from engagements.enums import Direction, OwnerSide
from engagements.forms.engagements import saved_reason
from engagements.models import Goal, Measurement, PlanAction
from foundation.ui.forms import DateField, FigureField, LineField, field_of, reason_field
from sites.models import CoreArea, Principle

FIRST_YEAR, LAST_YEAR = 2014, 2100
REAL_FIGURE = {"invalid": "Enter a number, such as 60 or 2.5.", "required": "Enter a number."}


def _figure(label: str, *, required: bool = True, help_text: str = "") -> FigureField:
    return FigureField(
        label=label,
        max_digits=12,
        decimal_places=2,
        required=required,
        help_text=help_text,
        error_messages=REAL_FIGURE,
    )


def _likely(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(f"Enter a date from {FIRST_YEAR} through {LAST_YEAR}.")
    return day


class GoalForm(forms.Form):
    """A goal: what is to be reached in a core area, from which figure to which, and by when."""

    text = LineField(
        label="Goal",
        max_length=200,
        help_text="One line, such as “Review every nonfatal shooting within 7 days.”",
        error_messages={"required": "Enter the goal in one line."},
    )
    core_area = forms.ChoiceField(
        label="Core area", error_messages={"required": "Choose the core area."}
    )
    principle = forms.ChoiceField(label="DOJ principle it serves", required=False)
    unit = LineField(
        label="Unit",
        max_length=40,
        help_text="What the figures count, such as percent or days.",
        error_messages={"required": "Enter what the figures count, such as percent or days."},
    )
    direction = forms.ChoiceField(
        label="Which way is better?",
        error_messages={"required": "Choose which way is better."},
        choices=Direction.choices,
    )
    baseline = _figure(
        "Baseline", required=False, help_text="Leave this blank until it's measured."
    )
    baseline_on = DateField(label="Date of the baseline")
    target = _figure("Target")
    due_on = DateField(label="Reach the target by")

    def __init__(
        self,
        *args: Any,
        areas: Iterable[CoreArea],
        principles: Iterable[Principle],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.slug: area for area in areas}
        self._principles = {each.slug: each for each in principles}
        self._offer("core_area", "Choose one", self._areas)
        self._offer("principle", "None named", self._principles)

    def _offer(self, name: str, empty: str, rows: dict[str, Any]) -> None:
        field_of(self, name, forms.ChoiceField).choices = [
            ("", empty),
            *((slug, row.name) for slug, row in rows.items()),
        ]

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        """Return a goal's saved values."""
        names = ("text", "unit", "direction", "baseline", "baseline_on", "target", "due_on")
        return {name: getattr(goal, name) for name in names} | {
            "core_area": goal.core_area.slug,
            "principle": goal.principle.slug if goal.principle else "",
        }

    def clean_core_area(self) -> CoreArea:
        """Return the core area with that slug."""
        return self._areas[self.cleaned_data["core_area"]]

    def clean_principle(self) -> Principle | None:
        """Return the principle with that slug; None if none is named."""
        return self._principles.get(self.cleaned_data["principle"])

    def clean_baseline_on(self) -> date:
        """Check that the day is in a year the program has."""
        return _likely(self.cleaned_data["baseline_on"])

    def clean_due_on(self) -> date:
        """Check that the day is in a year the program has."""
        return _likely(self.cleaned_data["due_on"])


class PlanActionForm(forms.Form):
    """An action toward a goal: what is done, by which side, and by when."""

    text = LineField(
        label="Action",
        max_length=200,
        help_text="One line, such as “Put the on-call schedule in effect.”",
        error_messages={"required": "Enter the action in one line."},
    )
    side = forms.ChoiceField(
        label="Carried out by",
        error_messages={"required": "Choose who carries it out."},
        choices=OwnerSide.choices,
    )
    due_on = DateField(label="Due")

    @staticmethod
    def initial_of(action: PlanAction) -> dict[str, Any]:
        """Return an action's saved values."""
        return {"text": action.text, "side": action.side, "due_on": action.due_on}

    def clean_due_on(self) -> date:
        """Check that the day is in a year the program has."""
        return _likely(self.cleaned_data["due_on"])


class MeasurementForm(forms.Form):
    """What was measured toward a goal, and when."""

    value = _figure("Figure")
    measured_on = DateField(label="Day it was measured")
    note = LineField(
        label="Where it comes from",
        max_length=200,
        required=False,
        help_text="For example, “Weekly review minutes.”",
    )

    def clean_measured_on(self) -> date:
        """Check that the day is in a year the program has."""
        return _likely(self.cleaned_data["measured_on"])


class CorrectMeasurementForm(MeasurementForm):
    """The right figure and day in the place of a wrong one, and what was wrong."""

    reason = reason_field(
        "Reason for the correction",
        max_length=200,
        help_text="It's saved with the former figure. The site's team and DOJ staff can read it.",
        missing="Enter a reason. It's saved with the former figure.",
    )

    @staticmethod
    def initial_of(figure: Measurement) -> dict[str, Any]:
        """Return what a figure says."""
        return {name: getattr(figure, name) for name in Measurement.SAID}


class PlanReasonForm(forms.Form):
    """Why a plan is returned, or a new version is started."""

    reason = saved_reason()


PLAN_STEP_FORMS: dict[str, type[forms.Form]] = {
    "submit": forms.Form,
    "approve": forms.Form,
    "return": PlanReasonForm,
    "unlock": PlanReasonForm,
}
