"""Forms of a site's applications: putting one on the list, changing it, and its steps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import ButtonForm, DateField, LineField, field_of, reason_field
from foundation.workflow.transition import Transition
from grants.enums import StepKind
from grants.forms.opportunities import LIKELY
from grants.models import Opportunity

# A bigint holds more; no grant does.
MAX_AMOUNT = 10_000_000_000
WHOLE = {
    "invalid": "Enter whole dollars, such as 125000.",
    "required": "Enter whole dollars, such as 125000.",
    "min_value": "Enter at least 1 dollar.",
    "max_value": "Enter at most 10,000,000,000 dollars.",
}


class ChangeForm(forms.Form):
    """What an application is for, and how much it asks for."""

    purpose = forms.CharField(
        label="What it's for",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your site's team, its liaison, and DOJ staff can read it.",
    )
    amount_requested = forms.IntegerField(
        label="Amount requested",
        required=False,
        min_value=1,
        max_value=MAX_AMOUNT,
        help_text="Whole dollars. You need it to mark the application as submitted.",
        error_messages=WHOLE,
    )
    answer_expected_on = DateField(
        label="Answer expected on",
        required=False,
        validators=LIKELY,
        help_text="When the funder says it will decide. If you leave this blank, we'll ask once applications close.",
    )


class OpportunityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A choice of one opportunity by its key; what is no key is no choice either."""

    def to_python(self, value: Any) -> Opportunity | None:
        """Return the opportunity, or refuse with the sentence of a choice that isn't in the list."""
        try:
            found: Opportunity | None = super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from error
        return found


class AddForm(ChangeForm):
    """A grant that a site considers: one from the list, or another."""

    opportunity = OpportunityChoice(
        label="Grant",
        queryset=Opportunity.objects.none(),
        required=False,
        empty_label="A grant that isn't listed",
        error_messages={"invalid_choice": "Choose a grant from the list."},
    )
    name = LineField(
        label="Grant's name",
        max_length=160,
        required=False,
        help_text="Only for a grant that isn't listed.",
    )
    funder = LineField(
        label="Funder",
        max_length=120,
        required=False,
        help_text="Only for a grant that isn't listed.",
    )

    field_order = ("opportunity", "name", "funder", *ChangeForm.base_fields)

    def __init__(self, *args: Any, listed: QuerySet[Opportunity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "opportunity", forms.ModelChoiceField).queryset = listed


class AwardForm(forms.Form):
    """What the funder awarded."""

    amount_awarded = forms.IntegerField(
        label="Amount awarded",
        min_value=1,
        max_value=MAX_AMOUNT,
        help_text="Whole dollars.",
        error_messages=WHOLE,
    )
    award_number = LineField(label="Award number", max_length=60, required=False)
    award_starts_on = DateField(label="First day", required=False, validators=LIKELY)
    award_ends_on = DateField(label="Last day", required=False, validators=LIKELY)


class ReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = reason_field(help_text="Your site's team, its liaison, and DOJ staff can read it.")


def form_of_step(row: Transition, sent: Mapping[str, Any] | None) -> forms.Form:
    """Return the form of a step: an award asks what was awarded, others for a reason or nothing."""
    if row.name == StepKind.AWARD:
        return AwardForm(sent)
    return ReasonForm(sent) if row.reason_required else ButtonForm(sent)
