"""Forms of using a template: which one from which day, and its steps as a person leaves them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from engagements.forms.commitments import OUT_OF_REACH, SIDES, is_near
from engagements.models import CommitmentTemplate
from engagements.querysets.commitment_templates import Planned
from foundation.calendars import clock
from foundation.ui.forms import DateField, LineField, field_of
from sites.models import Site

MAX_STEPS = 60
A_YEAR = timedelta(days=366)
EXPIRED = "This form has expired. Open the page again, then try once more."


class TemplateChoiceForm(forms.Form):
    """A template, and the day its steps are counted from."""

    template = forms.ChoiceField(
        label="Template",
        error_messages={
            "required": "Choose a template.",
            "invalid_choice": "Choose a template from the list.",
        },
    )
    start = DateField(label="Start")

    def __init__(
        self, *args: Any, templates: Sequence[CommitmentTemplate], site: Site, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._zone = site.time_zone
        choices = [(each.slug, each.title) for each in templates]
        field_of(self, "template", forms.ChoiceField).choices = [("", "Choose one"), *choices]

    def clean_start(self) -> date:
        """Check that the day is within a year of today, in the site's time zone."""
        day: date = self.cleaned_data["start"]
        if abs(day - clock.today(self._zone)) > A_YEAR:
            raise forms.ValidationError("Enter a date within a year of today.")
        return day


class TemplateStepsForm(forms.Form):
    """The steps of a template before they are added: each can be left out, worded, dated, and assigned.

    The form says itself how many rows it has, so that a template changed since then shifts none.
    """

    count = forms.IntegerField(
        min_value=1,
        max_value=MAX_STEPS,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), EXPIRED),
    )

    def __init__(
        self,
        *args: Any,
        plan: Sequence[Planned],
        people: Mapping[int, str],
        site: Site,
        **kwargs: Any,
    ) -> None:
        """Make the form of a plan.

        Arguments:
            plan: what the template comes to.
            people: who can own a commitment: names by id.
            site: the site.
        """
        super().__init__(*args, **kwargs)
        self.fields["count"].initial = len(plan)
        self.steps: list[Planned] = []
        self._zone, self._plan = site.time_zone, plan
        owners = [("", "No one person yet"), *((str(pk), name) for pk, name in people.items())]
        self._numbers = range(self._counted())
        today = clock.today(self._zone)
        for n in self._numbers:
            step = plan[n] if n < len(plan) else None
            self.fields |= _row(n, step, owners, today)

    def clean(self) -> dict[str, Any]:
        """Collect the chosen steps, each with a text and a day from today on."""
        values = self.cleaned_data
        for n in self._numbers:
            if values.get(f"use_{n}"):
                self._take(n, values)
        if not self.errors and not self.steps:
            raise forms.ValidationError("Choose at least one commitment.")
        return values

    def rows(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """Return each step with its legend, what to know about it, and its fields."""
        for n in self._numbers:
            step = self._plan[n] if n < len(self._plan) else None
            names = (f"{name}_{n}" for name in ("use", "text", "owed_by", "owner", "due_on"))
            yield f"Commitment {n + 1}", _note(step, self._zone), [self[name] for name in names]

    def _take(self, n: int, values: Mapping[str, Any]) -> None:
        text, day = values.get(f"text_{n}"), values.get(f"due_on_{n}")
        if not text:
            self.add_error(f"text_{n}", "Enter what will be done.")
        if day is None and f"due_on_{n}" not in self.errors:
            self.add_error(f"due_on_{n}", "Enter a date.")
        elif day and not is_near(day, self._zone):
            self.add_error(f"due_on_{n}", OUT_OF_REACH)
        owner = values.get(f"owner_{n}")
        if text and day:
            owed_by = values.get(f"owed_by_{n}") or ""
            self.steps.append(Planned(text, owed_by, int(owner) if owner else None, day))

    def _counted(self) -> int:
        if not self.is_bound:
            return len(self._plan)
        given = str(self.data.get("count", ""))
        return int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 0


def _row(
    n: int, step: Planned | None, owners: list[tuple[str, str]], today: date
) -> dict[str, forms.Field]:
    return {
        f"use_{n}": forms.BooleanField(
            label="Add this commitment",
            required=False,
            initial=step is not None and step.due_on >= today,
        ),
        f"text_{n}": LineField(
            label="Description", max_length=240, required=False, initial=step and step.text
        ),
        f"owed_by_{n}": forms.ChoiceField(
            label="Responsible",
            error_messages={"required": "Choose who is responsible."},
            choices=SIDES,
            initial=step and step.owed_by,
        ),
        f"owner_{n}": forms.ChoiceField(
            label="Owner", choices=owners, required=False, initial=step and step.owner_id
        ),
        f"due_on_{n}": DateField(
            label="Due date",
            required=False,
            initial=step and step.due_on,
        ),
    }


def _note(step: Planned | None, zone: str) -> str:
    """Return what to know about a step before it is added; empty for nothing."""
    if step is None:
        return ""
    if step.due_on < clock.today(zone):
        return "This day has passed. To add it, choose another day."
    if step.vacant:
        return f"No one is in the seat {step.vacant}. Choose an owner, or add it without one."
    return ""
