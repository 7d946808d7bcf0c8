"""Forms for messages, reasons, offers, and providers' answers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from foundation.ui.forms import field_of, reason_field

MAX_TEXT = 5000
MAX_REASON = 1000
READERS = "Everyone who can see the request can read this."


def area(rows: int) -> forms.Textarea:
    """Return a text area with that many lines."""
    return forms.Textarea(attrs={"rows": rows})


class ReasonForm(forms.Form):
    """The reason for a step that others will want explained."""

    reason = reason_field(
        "Why?",
        max_length=MAX_REASON,
        rows=3,
        help_text=READERS,
        missing="Enter a reason. It's saved with this step.",
    )


class MessageForm(forms.Form):
    """A message to the site, DOJ, and partners, or to DOJ staff only."""

    text = forms.CharField(
        label="Message",
        max_length=MAX_TEXT,
        widget=area(3),
        error_messages={"required": "Enter a message."},
    )
    internal = forms.BooleanField(label="Internal: DOJ staff only", required=False)

    def __init__(self, *args: Any, may_be_internal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_internal:
            del self.fields["internal"]


class OfferForm(forms.Form):
    """The provider that gets the offer, the reason if it is not the first, and a note to the site."""

    provider = forms.TypedChoiceField(
        label="Provider",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a provider."},
    )
    reason = forms.CharField(
        label="Why not the first-ranked provider?",
        max_length=MAX_REASON,
        required=False,
        widget=area(2),
        help_text="Required only if you don't choose the first-ranked provider.",
    )
    note = forms.CharField(
        label="Note to the site (the site can read this)",
        max_length=MAX_TEXT,
        required=False,
        widget=area(3),
    )

    def __init__(self, *args: Any, candidates: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._best = candidates[0][0] if candidates else None
        field_of(self, "provider", forms.ChoiceField).choices = candidates
        self.initial.setdefault("provider", self._best)

    def clean(self) -> dict[str, Any]:
        """Require a reason for a provider other than the first-ranked one."""
        values = self.cleaned_data
        chosen = values.get("provider")
        if chosen is not None and chosen != self._best and not values.get("reason"):
            self.add_error("reason", "Enter why you didn't choose the first-ranked provider.")
        return values


class AcceptForm(forms.Form):
    """A provider's acceptance of a request; no box is preselected."""

    lead_name = forms.CharField(
        label="Lead person",
        max_length=120,
        error_messages={"required": "Enter the name of the person leading the work."},
    )
    no_conflict = forms.BooleanField(
        label="We have no conflict of interest with this site",
        error_messages={
            "required": "You can accept only if your organization has no conflict of interest."
        },
    )


class DeclineForm(forms.Form):
    """A provider's decline of an offer, with its reason."""

    reason = reason_field(
        "Why can't you take this on?",
        max_length=MAX_REASON,
        rows=3,
        help_text="The site can read this. We'll offer the request to the next provider right away.",
        missing="Enter a reason the site can read.",
    )
