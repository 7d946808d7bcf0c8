"""Forms of the review: finding applications, and a step with its reason."""

from collections.abc import Mapping
from typing import Any

from django import forms

from applications.enums import Status
from applications.policies import REASONED
from foundation.ui.forms import LineField, SearchField, ZoneField
from sites.enums import AgencyKind, SiteKind

LISTED = [(each.value, each.label) for each in Status if each != Status.DRAFT]
# What can apply, and so lead a coalition.
LEADS = (AgencyKind.POLICE, AgencyKind.SHERIFF, AgencyKind.TRIBAL)


class FindForm(forms.Form):
    """What the review list shows."""

    q = SearchField(label="Search by ORI, agency, or contact", max_length=100, required=False)
    status = forms.ChoiceField(
        label="Status",
        choices=[("", "Any status"), *LISTED],
        required=False,
        error_messages={"invalid_choice": "Choose a status from the list."},
    )
    junk = forms.BooleanField(label="Show likely junk", required=False)


class ReviewStepForm(forms.Form):
    """A step that needs no reason."""


class DecisionForm(forms.Form):
    """Why the decision was made."""

    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Saved with the decision. It isn't sent to the agency.",
        error_messages={
            "required": "Enter a reason. It's saved with this step.",
            "max_length": "Enter at most 2,000 characters.",
        },
    )


class SelectForm(DecisionForm):
    """The site that a selected agency becomes."""

    name = LineField(
        label="Site name",
        max_length=60,
        help_text="The place with its state, such as Example Harbor, EX.",
        error_messages={"required": "Enter the site's name with its state."},
    )
    kind = forms.ChoiceField(label="Kind of site", choices=SiteKind.choices)
    agency_kind = forms.ChoiceField(
        label="Kind of agency",
        choices=[(each.value, each.label) for each in LEADS],
    )
    time_zone = ZoneField()
    field_order = ("name", "kind", "agency_kind", "time_zone", "reason")


def form_of_step(step: str, sent: Mapping[str, Any] | None, *, has_site: bool) -> forms.Form:
    """Return the form of a step: selecting asks about a new site, the other decisions only why.

    Arguments:
        step: a verb of the lifecycle, or one without a state.
        has_site: whether the agency has a site, to which it returns.
    """
    if step == "select" and not has_site:
        return SelectForm(sent)
    return DecisionForm(sent) if step in REASONED else ReviewStepForm(sent)
