"""Answering: messages, reasons, offers and what providers say to them."""

from collections.abc import Sequence
from typing import Any

from django import forms

LONGEST_TEXT = 5000
LONGEST_REASON = 1000


def area(rows: int) -> forms.Textarea:
    """A text box of so many lines."""
    return forms.Textarea(attrs={"rows": rows})


class ReasonForm(forms.Form):
    """Why a step is taken that others will want explained."""

    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST_REASON,
        widget=area(3),
        error_messages={"required": "Say why: the reason is kept with this step."},
    )


class MessageForm(forms.Form):
    """A message to the site, DOJ and partners; or among DOJ staff."""

    text = forms.CharField(
        label="Reply",
        max_length=LONGEST_TEXT,
        widget=area(3),
        error_messages={"required": "Write something before you send it."},
    )
    internal = forms.BooleanField(label="Internal: DOJ staff only", required=False)

    def __init__(self, *args: Any, may_be_internal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_internal:
            del self.fields["internal"]


class OfferForm(forms.Form):
    """Who gets the offer, why when not the first, and what the site is told."""

    provider = forms.TypedChoiceField(
        label="Who should get the offer?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who gets the offer."},
    )
    reason = forms.CharField(
        label="Why not the first?",
        max_length=LONGEST_REASON,
        required=False,
        widget=area(2),
        help_text="Needed only when you choose another than the first.",
    )
    note = forms.CharField(
        label="Note to the site (they see this)",
        max_length=LONGEST_TEXT,
        required=False,
        widget=area(3),
    )

    def __init__(self, *args: Any, candidates: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._best = candidates[0][0] if candidates else None
        field = self.fields["provider"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type for the checker
        field.choices = candidates
        self.initial.setdefault("provider", self._best)

    def clean(self) -> dict[str, Any]:
        """Another than the first needs its reason."""
        values = self.cleaned_data
        chosen = values.get("provider")
        if chosen is not None and chosen != self._best and not values.get("reason"):
            self.add_error("reason", "Say why you choose another than the first.")
        return values


class AcceptForm(forms.Form):
    """A provider takes a request on; nothing is ticked for it."""

    lead_name = forms.CharField(
        label="Who leads?",
        max_length=120,
        error_messages={"required": "Name the person who leads the work."},
    )
    no_conflict = forms.BooleanField(
        label="We have no conflict of interest with this site",
        error_messages={
            "required": "Only an organization without a conflict of interest can accept."
        },
    )


class DeclineForm(forms.Form):
    """A provider cannot take it on, and why."""

    reason = forms.CharField(
        label="Why can you not take this on?",
        max_length=LONGEST_REASON,
        widget=area(3),
        help_text="The site reads this. The next provider is asked at once.",
        error_messages={"required": "Say why, in a sentence the site can read."},
    )
