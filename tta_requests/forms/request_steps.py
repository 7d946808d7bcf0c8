"""Forms of steps: letters with reasons, holds, delivery reports."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from foundation.calendars import clock
from foundation.ui.forms import CheckboxTiles, DateField, RadioTiles, field_of, reason_field
from tta_requests.enums import ReasonFor, Urgency
from tta_requests.forms.commitments import FURTHEST
from tta_requests.forms.deliveries import people_trained_field
from tta_requests.forms.offers import MAX_REASON, MAX_TEXT, READERS, ReasonForm, area
from tta_requests.models import ReasonCode

DRAFTED = "Here's a draft of the message. Read it, edit it, then send it."
# The reason of a question that its author wrote in full.
OTHER = "other"


class LetterForm(forms.Form):
    """A letter to the site: its reasons, and a text that starts from their paragraphs.

    If left empty, the text is drafted from the reasons and shown again, to read and edit before it is sent.

    Attributes:
        notice: what a page says above a draft; empty for every other form.
    """

    notice = ""
    STEP: ClassVar[ReasonFor] = ReasonFor.ASK

    reasons = forms.MultipleChoiceField(
        label="Why?",
        widget=CheckboxTiles,
        error_messages={"required": "Choose at least one reason."},
    )
    text = forms.CharField(
        label="Message to the site",
        max_length=MAX_TEXT,
        required=False,
        widget=area(10),
        help_text="Leave this blank and we'll draft it from the reasons you choose.",
    )

    def __init__(self, *args: Any, codes: Iterable[ReasonCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._codes = {code.slug: code for code in codes}
        field_of(self, "reasons", forms.ChoiceField).choices = [
            (slug, code.label) for slug, code in self._codes.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Fill an empty text with a draft from the reasons, and ask the author to read it before it is sent."""
        values = self.cleaned_data
        if values.get("reasons") and not values.get("text", "").strip():
            shown = QueryDict(mutable=True)
            shown.update(self.data)
            shown[self.add_prefix("text")] = self.draft(values["reasons"])
            self.data = shown
            self.add_error("text", DRAFTED)
        return values

    def previewed(self) -> Self:
        """Return the form to show: with a draft to read if the author asked for one, which is no mistake."""
        if not self.is_bound or self.errors != {"text": [DRAFTED]}:
            return self
        shown = {name: self[name].value() for name in self.fields}
        preview = type(self)(initial=shown, codes=self._codes.values())
        preview.notice = DRAFTED
        return preview

    def draft(self, reasons: Iterable[str]) -> str:
        """Return a draft of the letter, made of the reasons' paragraphs."""
        opening = OPENINGS[self.STEP]
        return "\n\n".join([opening, *(self._codes[slug].paragraph for slug in reasons)])


class QuestionForm(LetterForm):
    """The information that is missing before the request can continue; a question in free text is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].required = False
        self.fields[
            "text"
        ].help_text = (
            "Write your question. Leave this blank and we'll draft it from the reasons you choose."
        )

    def clean(self) -> dict[str, Any]:
        """Give a question in free text the reason ``OTHER``; refuse a form with neither reason nor question."""
        values = self.cleaned_data
        if "reasons" in values and not values["reasons"]:
            if values.get("text", "").strip():
                values["reasons"] = [OTHER]
            elif "text" in values:
                self.add_error("text", "Write your question, or choose at least one reason.")
        return super().clean()


class RefusalForm(LetterForm):
    """The reasons why the program can't help, and the alternatives."""

    STEP = ReasonFor.DECLINE

    alternatives = forms.CharField(
        label="What else can help?",
        max_length=MAX_TEXT,
        widget=area(4),
        help_text="Always give the site another option: a resource, another program, or a colleague to call.",
        error_messages={"required": "Enter something else that can help the site."},
    )


class AnswerForm(ReasonForm):
    """The site's answer to a question."""

    reason = reason_field(
        "Your answer", max_length=MAX_TEXT, rows=6, help_text=READERS, missing="Enter your answer."
    )


class HoldForm(ReasonForm):
    """The reason for a hold, and the day of the next review."""

    until = DateField(
        label="Review on",
        required=False,
        help_text="We'll remind the coordinator on that day.",
    )

    def __init__(self, *args: Any, tz: str = "America/New_York", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tz = ZoneInfo(tz)

    def clean_until(self) -> date | None:
        """Check that the day is from tomorrow through five years from now, in the site's time zone."""
        day: date | None = self.cleaned_data["until"]
        today = clock.today(self._tz)
        if day and not today < day <= today + FURTHEST:
            raise forms.ValidationError("Enter a date from tomorrow through five years from now.")
        return day


class DeliveredForm(ReasonForm):
    """What was delivered, and to how many people."""

    reason = reason_field(
        "What was delivered?",
        max_length=MAX_TEXT,
        rows=6,
        help_text="The site reads this, then confirms delivery or reports what's missing.",
        missing="Enter what was delivered.",
    )
    people_trained = people_trained_field(
        "Count each person once. Leave this blank if the help wasn't training. Reports add these numbers up."
    )


class DisputeForm(ReasonForm):
    """What is missing."""

    reason = reason_field(
        "What's missing?",
        max_length=MAX_REASON,
        rows=4,
        help_text="The provider reads this and continues the work.",
        missing="Enter what's missing so the provider can continue.",
    )


class RegradeForm(ReasonForm):
    """The new urgency, and the reason for the change."""

    urgency = forms.ChoiceField(label="Urgency", choices=Urgency.choices, widget=RadioTiles)
    field_order = ["urgency", "reason"]

    def clean_urgency(self) -> Urgency:
        """Return the urgency."""
        return Urgency(self.cleaned_data["urgency"])


OPENINGS: Mapping[ReasonFor, str] = {
    ReasonFor.ASK: "We need a few facts before we can continue. The clocks are paused until you answer.",
    ReasonFor.DECLINE: "Thank you for your request. We can't take this on. Here's why.",
}
# The form of each step that needs one; the others are one click.
STEP_FORMS: Mapping[str, type[forms.Form]] = {
    "ask": QuestionForm,
    "answer": AnswerForm,
    "hold": HoldForm,
    "decline": RefusalForm,
    "deliver": DeliveredForm,
    "dispute": DisputeForm,
    "reopen": ReasonForm,
    "recall": ReasonForm,
    "withdraw": ReasonForm,
}


def form_of(step: str, data: Mapping[str, Any] | None, *, tz: str) -> forms.Form:
    """Return the form of a step, with the reasons and the time zone it needs.

    Arguments:
        step: a key of ``STEP_FORMS``.
        data: what was entered or sent; None for an empty form.
        tz: the site's time zone.
    """
    made = STEP_FORMS[step]
    if issubclass(made, LetterForm):
        return made(data, codes=ReasonCode.objects.offered_for(made.STEP))
    if issubclass(made, HoldForm):
        return made(data, tz=tz)
    return made(data)
