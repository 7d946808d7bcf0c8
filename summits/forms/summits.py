"""Forms of a summit: planning it, its details, gates, roles, and steps."""

from django import forms

from foundation.ui.forms import ButtonForm, DateField, LineField, ZoneField, reason_field
from summits.enums import LIFECYCLE, Format, GrantRole

MAX_TEXT = 2000


class DetailsForm(forms.Form):
    """What a summit is about, and where and when it is."""

    name = LineField(
        label="Name",
        max_length=120,
        help_text="For example, 2027 Violent Crime Summit.",
        error_messages={"required": "Enter the summit's name."},
    )
    theme = LineField(label="Theme", max_length=200, required=False)
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    city = LineField(label="City", max_length=80, required=False)
    state = forms.RegexField(
        r"^[A-Z]{2}\Z",
        label="State",
        required=False,
        help_text="Its two letters, such as MN.",
        error_messages={"invalid": "Enter the state's two letters, such as MN."},
    )
    venue = LineField(label="Venue", max_length=160, required=False)
    time_zone = ZoneField(help_text="Every time of the summit is shown in this zone.")
    note = forms.CharField(
        label="Note",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone who signs in can read it. Once the summit is published, it's public.",
    )


class PlanSummitForm(DetailsForm):
    """A new summit, with its name in addresses."""

    slug = forms.RegexField(
        r"^[0-9]{4}(-[a-z0-9]+)*\Z",
        label="Web address",
        max_length=40,
        help_text="The last part of the page's address: the year, such as 2027 or 2027-fall. "
        "It can't be changed later.",
        error_messages={
            "required": "Enter the last part of the address, such as 2027.",
            "invalid": "Enter the year, such as 2027 or 2027-fall.",
        },
    )
    format = forms.ChoiceField(label="Format", choices=Format.choices)
    field_order = ("name", "slug", "theme", "format")
    note = None  # type: ignore[assignment]  # -- how Django removes an inherited field

    def clean_format(self) -> Format:
        """Return the format."""
        return Format(self.cleaned_data["format"])


class StepReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = reason_field(
        max_length=MAX_TEXT,
        rows=4,
        help_text="It's saved in the summit's history. Everyone who signs in can read it.",
        missing="Enter a reason. It's saved with the summit.",
    )


class FiledForm(forms.Form):
    """The day an approval was asked for."""

    on = DateField(label="Filed on")


class PassedForm(forms.Form):
    """An approval: its day, and its number."""

    on = DateField(label="Approved on")
    note = LineField(
        label="Approval number or note",
        max_length=300,
        required=False,
        help_text="Everyone who signs in can read it.",
    )


class RedateGateForm(StepReasonForm):
    """Another due day, and why."""

    to = DateField(label="New due date")
    field_order = ("to", "reason")


class PublishForm(forms.Form):
    """What visitors see."""

    is_published = forms.BooleanField(label="Show the summit's page to the public", required=False)
    is_agenda_public = forms.BooleanField(
        label="Show its agenda to the public",
        required=False,
        help_text="The agenda is shown only with the summit's page.",
    )


class RoleForm(forms.Form):
    """A role at this summit for a person."""

    email = forms.EmailField(
        label="Email address of the person",
        max_length=254,
        help_text="The person must have an account.",
        error_messages={"required": "Enter the person's email address."},
    )
    role = forms.ChoiceField(label="Role", choices=GrantRole.choices)
    last_day = DateField(
        label="Last day",
        required=False,
        help_text="Leave this blank if it has no last day. You can end it on any day.",
    )

    def clean_role(self) -> GrantRole:
        """Return the role."""
        return GrantRole(self.cleaned_data["role"])


class EndRoleForm(forms.Form):
    """The end of a role: it needs nothing but the button."""


STEP_FORMS: dict[str, type[forms.Form]] = {
    row.name: StepReasonForm if row.reason_required else ButtonForm for row in LIFECYCLE.rows
}
