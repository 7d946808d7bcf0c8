"""Forms of milestones: one was reached, gets a new date, or is corrected."""

from typing import Any

from django import forms

from engagements.forms.engagements import MAX_TEXT, StepForm, saved_reason
from engagements.models import Milestone
from foundation.ui.forms import DateField


class ReachForm(StepForm):
    """A milestone that was reached: the day, and what to remember of it."""

    come = ("on",)
    on = DateField(label="When did it happen?")
    note = forms.CharField(
        label="Note",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Such as the people who took part. The site's team and DOJ staff can read it.",
    )


class RedateForm(StepForm):
    """A new due date of a milestone, and why."""

    to = DateField(label="New date")
    reason = saved_reason()


class CorrectForm(StepForm):
    """The right day of a recorded milestone, and why it is corrected."""

    come = ("on",)
    on = DateField(label="When did it happen?")
    reason = saved_reason("Reason for the correction")

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, engagement=milestone.engagement, **kwargs)
        self.initial["on"] = milestone.done_on
