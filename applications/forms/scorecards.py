"""Forms of an application's reviewers: naming one, removing one, and a reviewer's scores."""

from collections.abc import Iterable
from typing import Any

from django import forms

from applications.models import Criterion
from applications.models.scorecards import NOTE
from foundation.ui.forms import DateField

CHOOSE = {"required": "Choose a score.", "invalid_choice": "Choose a score from the list."}


class ReviewerForm(forms.Form):
    """A person to name, and by which day their scores are due."""

    email = forms.EmailField(
        label="Reviewer's email address",
        max_length=254,
        help_text="The person must have an account, and never have held a seat at this agency's site.",
        error_messages={
            "required": "Enter the person's email address.",
        },
    )
    due_on = DateField(
        label="Scores due on",
    )


class RemoveReviewerForm(forms.Form):
    """A question without fields: the page says what happens."""


class ScorecardForm(forms.Form):
    """A score for each criterion, and a note."""

    note = forms.CharField(
        label="Note",
        help_text="What the scores don't say. Program Managers and the other reviewers can read it.",
        widget=forms.Textarea,
        max_length=NOTE,
        required=False,
        error_messages={"max_length": "Enter at most 4,000 characters."},
    )

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slugs = [each.slug for each in criteria]
        for each in criteria:
            self.fields[each.slug] = forms.TypedChoiceField(
                label=each.name,
                help_text=f"{each.description}.",
                choices=_scale(each),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages=CHOOSE,
            )
        self.order_fields([*self.slugs, "note"])

    def points(self) -> dict[str, int]:
        """Return the scores, by criterion."""
        return {slug: self.cleaned_data[slug] for slug in self.slugs}


def _scale(criterion: Criterion) -> list[tuple[int, str]]:
    means = {1: criterion.lowest_means, criterion.highest: criterion.highest_means}
    return [
        (step, f"{step}: {means[step]}" if step in means else str(step))
        for step in range(1, criterion.highest + 1)
    ]
