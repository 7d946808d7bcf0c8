"""What steps ask for: letters with reasons, holds, reports of delivery."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from foundation.calendars import clock
from foundation.ui.forms import CheckboxTiles, DateField, RadioTiles
from tta_requests.enums import ReasonFor, Urgency
from tta_requests.forms.answering import LONGEST_REASON, LONGEST_TEXT, ReasonForm, area
from tta_requests.models import ReasonCode


class LetterForm(forms.Form):
    """A letter to the site: its reasons, and the text that begins from their paragraphs.

    Left empty, the text is put together from the reasons and shown again, to be read and changed before
    it is sent.
    """

    STEP: ClassVar[ReasonFor] = ReasonFor.ASK

    reasons = forms.MultipleChoiceField(
        label="Why?",
        widget=CheckboxTiles,
        error_messages={"required": "Choose one reason at least."},
    )
    text = forms.CharField(
        label="The letter",
        max_length=LONGEST_TEXT,
        required=False,
        widget=area(10),
        help_text="Leave it empty and press the button: it is put together from the reasons for you to change.",
    )

    def __init__(self, *args: Any, codes: Iterable[ReasonCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._codes = {code.slug: code for code in codes}
        field = self.fields["reasons"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type for the checker
        field.choices = [(slug, code.label) for slug, code in self._codes.items()]

    def clean(self) -> dict[str, Any]:
        """The text is somebody's: an empty one is put together first, then read and sent."""
        values = self.cleaned_data
        if values.get("reasons") and not values.get("text", "").strip():
            shown = QueryDict(mutable=True)
            shown.update(self.data)
            shown[self.add_prefix("text")] = self.draft(values["reasons"])
            self.data = shown
            self.add_error(
                "text", "Here is the letter. Read it, change what you like, then send it."
            )
        return values

    def draft(self, reasons: Iterable[str]) -> str:
        """The letter as the reasons' paragraphs make it."""
        opening = OPENINGS[self.STEP]
        return "\n\n".join([opening, *(self._codes[slug].paragraph for slug in reasons)])


class QuestionForm(LetterForm):
    """What is missing before the request can go on."""


class RefusalForm(LetterForm):
    """Why the program cannot help, and what else may."""

    STEP = ReasonFor.DECLINE

    alternatives = forms.CharField(
        label="What else may help?",
        max_length=LONGEST_TEXT,
        widget=area(4),
        help_text="Never leave a site with nothing: a resource, another program, a colleague to call.",
        error_messages={"required": "Name something else that may help the site."},
    )


class AnswerForm(ReasonForm):
    """The site's answer to a question."""

    reason = forms.CharField(
        label="Your answer",
        max_length=LONGEST_TEXT,
        widget=area(6),
        error_messages={"required": "Write your answer before you send it."},
    )


class HoldForm(ReasonForm):
    """Why nothing happens for a while, and when somebody looks again."""

    until = DateField(
        label="Look again on",
        required=False,
        help_text="Whoever triages is reminded on that day.",
        error_messages={"invalid": "Enter a real date, such as 2027-02-01."},
    )

    def __init__(self, *args: Any, tz: str = "America/New_York", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tz = ZoneInfo(tz)

    def clean_until(self) -> date | None:
        """A day to come."""
        day: date | None = self.cleaned_data["until"]
        if day and day <= clock.today(self._tz):
            raise forms.ValidationError("Choose a day after today.")
        return day


class DeliveredForm(ReasonForm):
    """What was delivered."""

    reason = forms.CharField(
        label="What was delivered?",
        max_length=LONGEST_TEXT,
        widget=area(6),
        help_text="The site reads this and confirms it, or says what is missing.",
        error_messages={"required": "Say what was delivered."},
    )


class DisputeForm(ReasonForm):
    """What is missing."""

    reason = forms.CharField(
        label="What is missing?",
        max_length=LONGEST_REASON,
        widget=area(4),
        help_text="The provider reads this and goes on.",
        error_messages={"required": "Say what is missing, so that the provider can go on."},
    )


class RegradeForm(ReasonForm):
    """How urgent it is, and why that changes."""

    urgency = forms.ChoiceField(label="How fast?", choices=Urgency.choices, widget=RadioTiles)
    field_order = ["urgency", "reason"]

    def clean_urgency(self) -> Urgency:
        """The urgency."""
        return Urgency(self.cleaned_data["urgency"])


OPENINGS: Mapping[ReasonFor, str] = {
    ReasonFor.ASK: "We need a few facts before we can go on. The clocks stand still until you answer.",
    ReasonFor.DECLINE: "Thank you for asking. We cannot take this on, and this is why.",
}
# The form of each step that asks for something; the others are one click.
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
    """The form of a step that has one, with the reasons and the zone it needs.

    Arguments:
        step: a key of ``STEP_FORMS``.
        data: what was typed or sent; None shows it empty.
        tz: the site's zone.
    """
    made = STEP_FORMS[step]
    if issubclass(made, LetterForm):
        return made(data, codes=ReasonCode.objects.offered_for(made.STEP))
    if issubclass(made, HoldForm):
        return made(data, tz=tz)
    return made(data)
