"""Forms of an exchange: asking for it, its days, participants, notes, and steps."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from exchanges.enums import Side
from exchanges.forms.goals import GoalsField
from exchanges.models import PeerExchange
from foundation.ui.forms import ButtonForm, DateField, LineField, field_of, reason_field
from foundation.workflow.transition import Transition
from sites.models import CoreArea, Site

MAX_TEXT = 4000
ROWS = {"rows": 4}
SHARED = "Both sites, their liaisons, and DOJ staff can read it."


class SiteChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A choice of one site by its slug."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Site.objects.none(),
            to_field_name="slug",
            empty_label="Choose a site",
            error_messages={
                "required": "Choose a site.",
                "invalid_choice": "Choose a site from the list.",
            },
            **kwargs,
        )


class DatesForm(forms.Form):
    """The days and the place of a visit."""

    starts_on = DateField(label="First day")
    ends_on = DateField(
        label="Last day",
        required=False,
        help_text="Leave this blank for a visit of one day.",
    )
    place = LineField(label="Place", max_length=160, required=False)


class AskForm(DatesForm):
    """A visit that one site asks another to host."""

    visitor = SiteChoice(label="Visiting site")
    host = SiteChoice(
        label="Host site", help_text="Alumni sites host too. The host accepts or declines."
    )
    core_area = forms.ModelChoiceField(
        label="Core area",
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        empty_label="Choose a core area",
        error_messages={
            "required": "Choose a core area.",
            "invalid_choice": "Choose a core area from the list.",
        },
    )
    title = LineField(
        label="Title",
        max_length=140,
        help_text=f"Such as Weekly shooting reviews. {SHARED}",
        error_messages={"required": "Enter a title."},
    )
    goals = GoalsField()
    outcomes = forms.CharField(
        label="Expected outcomes",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs=ROWS),
        help_text="What the visiting site expects to do differently afterward.",
        error_messages={"required": "Enter the outcomes you expect."},
    )

    field_order = ("visitor", "host", "core_area", "title", "goals", "outcomes")

    def __init__(
        self,
        *args: Any,
        visitors: QuerySet[Site],
        hosts: QuerySet[Site],
        areas: QuerySet[CoreArea],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "visitor", forms.ModelChoiceField).queryset = visitors
        field_of(self, "host", forms.ModelChoiceField).queryset = hosts
        field_of(self, "core_area", forms.ModelChoiceField).queryset = areas
        first = field_of(self, "starts_on", DateField)
        first.required = False
        first.help_text = "In the host's time zone. Leave both days blank while no date is set."
        field_of(self, "ends_on", DateField).help_text = ""


class SideForm(forms.Form):
    """What is written for one of the sites that the writer works for."""

    side = forms.ChoiceField(
        label="For", error_messages={"required": "Choose the site it's for."}, choices=()
    )

    def __init__(
        self, *args: Any, exchange: PeerExchange, sides: Iterable[Side], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(side.value, exchange.site_of(side).name) for side in sides]
        field = field_of(self, "side", forms.ChoiceField)
        field.choices, field.initial = choices, choices[0][0] if choices else None
        if len(choices) == 1:
            field.widget = forms.HiddenInput()

    def clean_side(self) -> Side:
        """Return the side."""
        return Side(self.cleaned_data["side"])


class ParticipantForm(SideForm):
    """A person who takes part for one of the sites."""

    name = LineField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name."}
    )
    position = LineField(label="Position", max_length=160, required=False)


class NoteForm(SideForm):
    """A note for a site's own people."""

    text = forms.CharField(
        label="Note",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs=ROWS),
        help_text="Only your site's team and DOJ staff can read it. The other site can't.",
        error_messages={"required": "Write something first."},
    )


class ReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = reason_field(help_text=SHARED)


def form_of_step(row: Transition, sent: Mapping[str, Any] | None) -> forms.Form:
    """Return the form of a step: with a reason where the step needs one."""
    return ReasonForm(sent) if row.reason_required else ButtonForm(sent)
