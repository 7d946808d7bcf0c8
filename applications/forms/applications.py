"""Forms of the public application, one for each section. Blanks are fine until it is submitted."""

from collections.abc import Iterable
from typing import Any

from django import forms

from applications.enums import Level
from applications.models import Requirement
from applications.models.applications import SHORT, TEXT
from foundation.ui.forms import LineField
from sites.models import CoreArea, State
from sites.models.places import validate_ori

YES, NO = "yes", "no"
TOO_LONG = {"max_length": "Enter at most 4,000 characters."}


class StartForm(forms.Form):
    """The address that the link goes to."""

    email = forms.EmailField(
        label="Your work email address",
        max_length=254,
        help_text="We send a link to your application to this address.",
        error_messages={
            "required": "Enter your email address.",
        },
    )
    another = forms.BooleanField(
        label="Start another application",
        required=False,
        help_text="For another agency, or to apply again. Otherwise we send links to the applications you have. "
        "If you have a draft, submit or withdraw it first.",
    )
    # People don't see it, and their browsers leave it blank; what fills in every field of a page does.
    website = forms.CharField(
        label="Leave this blank",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AgencyForm(forms.Form):
    """Which agency applies, and who speaks for it."""

    agency_name = LineField(label="Agency name", max_length=SHORT, required=False)
    ori = LineField(
        label="ORI",
        max_length=9,
        required=False,
        help_text="Your agency's identifier for crime reporting: 7 or 9 letters and digits.",
    )
    state = forms.ChoiceField(label="State", required=False)
    contact_name = LineField(label="Contact's name", max_length=SHORT, required=False)
    contact_title = LineField(label="Contact's title", max_length=SHORT, required=False)
    contact_phone = LineField(label="Contact's phone number", max_length=40, required=False)

    def __init__(self, *args: Any, states: Iterable[State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.usps, each.name) for each in states]
        self.fields["state"].choices = [("", "Choose a state"), *named]  # type: ignore[attr-defined]  # -- a choice field's

    def clean_ori(self) -> str:
        """Return the ORI in capitals."""
        ori = str(self.cleaned_data["ori"]).upper()
        if ori:
            validate_ori(ori)
        return ori


class EligibilityForm(forms.Form):
    """Whether the agency meets each requirement."""

    def __init__(self, *args: Any, requirements: Iterable[Requirement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in requirements:
            self.fields[each.slug] = forms.ChoiceField(
                label=each.question,
                choices=[(YES, "Yes"), (NO, "No")],
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[str, bool]:
        """Return what was answered, by requirement."""
        return {slug: said == YES for slug, said in self.cleaned_data.items() if said}


class AreasForm(forms.Form):
    """Where the agency sees itself in each core area."""

    def __init__(self, *args: Any, areas: Iterable[CoreArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {each.slug: each.pk for each in areas}
        for each in areas:
            self.fields[each.slug] = forms.ChoiceField(
                label=each.name,
                help_text=each.summary,
                choices=Level.choices,
                widget=forms.RadioSelect,
                required=False,
            )

    def levels(self) -> dict[int, Level]:
        """Return what was answered, by the core area's key."""
        return {self.keys[slug]: Level(level) for slug, level in self.cleaned_data.items() if level}


class ChangeForm(forms.Form):
    """What the agency wants to change."""

    problem = forms.CharField(
        label="The problem",
        help_text="What violent crime problem do you want to solve, and what have you tried?",
        widget=forms.Textarea,
        max_length=TEXT,
        required=False,
        error_messages=TOO_LONG,
    )
    change = forms.CharField(
        label="What you want to change",
        help_text="What should be different in three years?",
        widget=forms.Textarea,
        max_length=TEXT,
        required=False,
        error_messages=TOO_LONG,
    )


class SubmitForm(forms.Form):
    """A question without fields: the page says what happens."""


class WithdrawForm(forms.Form):
    """Why an application is withdrawn."""

    reason = forms.CharField(label="Reason", widget=forms.Textarea, max_length=1000, required=False)
