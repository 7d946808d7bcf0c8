"""Forms of what was measured: one measurement, or all of a site's for a quarter."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from foundation.ui import dates
from foundation.ui.forms import FigureField, LineField, RadioTiles, reason_field
from outcomes.actions.measurements import Said
from outcomes.enums import ChangeKind, Qualifier
from outcomes.models import Indicator, SiteMeasurement
from outcomes.querysets.measures import Slot

NUMBER = "Enter a number that isn't negative, such as 12, 12.5, or 1,234."
BOTH_COUNTS = "Enter both counts, or select “Not reported.”"
NO_NUMBER = "Enter a number, or select “Not reported.”"
NUMBER_AND_NONE = "Clear the number, or clear “Not reported.”"
PARTS = ("value", "numerator", "denominator")


def fields_of(indicator: Indicator, label: str, hint: str) -> dict[str, forms.Field]:
    """Return the fields of one measurement, by the part of it that each asks for."""

    def number(said: str, more: str = "") -> forms.Field:
        return FigureField(
            label=said,
            help_text=more,
            required=False,
            min_value=0,
            max_digits=12,
            decimal_places=2,
            error_messages={"invalid": NUMBER, "min_value": NUMBER},
        )

    if indicator.is_ratio:
        numbers = {
            "numerator": number(f"{label}: {indicator.numerator}", hint),
            "denominator": number(f"{label}: {indicator.denominator}"),
        }
    else:
        numbers = {"value": number(f"{label}, in {indicator.unit}", hint)}
    return {
        **numbers,
        "qualifier": forms.ChoiceField(
            label="How exact?", choices=Qualifier.choices, initial=Qualifier.EXACT, required=False
        ),
        "is_absent": forms.BooleanField(label="Not reported", required=False),
        "note": LineField(label="Note", required=False, max_length=200),
    }


def said_by(cleaned: Mapping[str, Any], indicator: Indicator) -> tuple[Said | None, str, str]:
    """Return what the values of one measurement say, or the part that is wrong and why; None if they say nothing."""
    named = PARTS[1:] if indicator.is_ratio else PARTS[:1]
    given = [name for name in named if cleaned.get(name) is not None]
    note, qualifier = cleaned.get("note", ""), cleaned.get("qualifier") or Qualifier.EXACT
    if cleaned.get("is_absent"):
        if given:
            return None, given[0], NUMBER_AND_NONE
        return Said(is_reported=False, note=note), "", ""
    if not given and not note and qualifier == Qualifier.EXACT:
        return None, "", ""
    if len(given) < len(named):
        missing = next(name for name in named if name not in given)
        return None, missing, BOTH_COUNTS if indicator.is_ratio else NO_NUMBER
    numbers = {name: cleaned[name] for name in named}
    return Said(qualifier=qualifier, note=note, **numbers), "", ""


class SaidForm(forms.Form):
    """One measurement."""

    def __init__(
        self, *args: Any, indicator: Indicator, label: str = "", hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._indicator = indicator
        own = self.fields
        self.fields = fields_of(indicator, label or indicator.name, hint) | own

    def clean(self) -> dict[str, Any]:
        """Ask for numbers that fit the indicator."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            said, part, wrong = said_by(cleaned, self._indicator)
            if said is not None:
                self.said = said
            else:
                first = "numerator" if self._indicator.is_ratio else "value"
                self.add_error(part or first, wrong or NO_NUMBER)
        return cleaned


class RestateForm(SaidForm):
    """A later version of a measurement, and why."""

    change = forms.ChoiceField(
        label="Why does it change?",
        error_messages={"required": "Choose why it changes."},
        choices=ChangeKind.choices,
        widget=RadioTiles,
    )
    reason = reason_field(
        max_length=200, help_text="The former version stays in the history with this reason."
    )


class QuarterForm(forms.Form):
    """All measurements of a site for a quarter that aren't entered yet; a blank one can be entered later."""

    def __init__(
        self,
        *args: Any,
        slots: Sequence[Slot],
        labels: Mapping[str, str],
        hints: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._slots = {slot.key: slot for slot in slots}
        self._open = {key: slot for key, slot in self._slots.items() if slot.now is None}
        for key, slot in self._open.items():
            for part, field in fields_of(slot.measure.indicator, labels[key], hints[key]).items():
                self.fields[f"{part}-{key}"] = field

    def clean(self) -> dict[str, Any]:
        """Ask for what a measurement still needs, and name what someone else has entered since."""
        cleaned = super().clean() or self.cleaned_data
        self.said: list[tuple[Slot, Said]] = []
        for key, slot in self._open.items():
            own = {
                name.partition("-")[0]: value
                for name, value in cleaned.items()
                if name.endswith(key)
            }
            if any(f"{part}-{key}" in self.errors for part in PARTS):
                continue
            said, part, wrong = said_by(own, slot.measure.indicator)
            if wrong:
                self.add_error(f"{part}-{key}", wrong)
            elif said is not None:
                self.said.append((slot, said))
        for key, slot in self._slots.items():
            typed = [self.data.get(f"{part}-{key}", "").strip() for part in PARTS]
            if slot.now is not None and any(typed):
                self.add_error(None, _taken(slot, slot.now, " of ".join(filter(None, typed))))
        return cleaned

    def rows(self) -> Iterator[tuple[Slot, list[BoundField]]]:
        """Yield each period that is open with its fields."""
        for key, slot in self._open.items():
            yield slot, [self[name] for name in self.fields if name.endswith(key)]


def filled_by(found: SiteMeasurement) -> dict[str, Any]:
    """Return a measurement as the first values of its form."""
    values = {name: getattr(found, name) for name in (*PARTS, "qualifier", "note")}
    return values | {"is_absent": not found.is_reported}


def _taken(slot: Slot, now: SiteMeasurement, typed: str) -> str:
    who = now.entered_by.name if now.entered_by else "Someone"
    return (
        f"{who} already entered {slot.measure} for {dates.period(slot.starts_on, slot.ends_on)}, "
        f"so your {typed[:40]} wasn't saved. "
        "Open the measurement to change it."
    )
