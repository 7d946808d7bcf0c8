"""The form of an exchange's goals."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from foundation.workflow import folds

MAX_GOALS, MAX_LENGTH = 12, 300
TOO_LONG = f"Use {MAX_LENGTH} characters or fewer for each goal."
TOO_MANY = f"Enter {MAX_GOALS} goals or fewer."


class GoalsField(forms.CharField):
    """Goals, one on each line; ``clean`` returns the list of them."""

    def __init__(self) -> None:
        super().__init__(
            label="Goals",
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text="What the visitors want to see and learn, one goal on each line.",
            error_messages={
                "required": "Enter what the visitors want to see and learn.",
                "max_length": TOO_MANY,
            },
            validators=[MaxLengthValidator(MAX_GOALS)],
        )

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # -- lines of a text
        """Split the text into lines, without empty ones; programs send a list."""
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [line for each in lines if (line := folds.seen(str(each)))]

    def validate(self, value: Any) -> None:
        """Refuse no goal at all, and one that is too long."""
        super().validate(value)
        if any(len(each) > MAX_LENGTH for each in value):
            raise forms.ValidationError(TOO_LONG)


class GoalsForm(forms.Form):
    """What the visiting site wants of the visit."""

    goals = GoalsField()
