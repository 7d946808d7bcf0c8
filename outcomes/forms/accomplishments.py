"""Forms of accomplishments: the words, the steps, and the lists' filter."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from engagements.models import Recommendation
from foundation.ui.forms import ButtonForm, CheckboxTiles, LineField, field_of, reason_field
from outcomes.enums import WAITING, AccomplishmentState
from outcomes.models import Accomplishment
from sites.enums import FederalAgency
from sites.models import CoreArea, Principle, Site

MAX_NARRATIVE = 4000
MAX_REASON = 1000
MAX_FIGURES = 3
REASON = "Enter a reason. It's saved with the accomplishment."
# Each figure's fields: name, label, hint, and the sentence where it's needed and missing.
FIGURE_FIELDS = (
    ("label", "What does it count?", "Such as “Homicide detectives.”", "Enter what it counts."),
    ("before", "Number before", "Leave this blank if there is none.", ""),
    ("after", "Number after", "As reported, such as “more than 255.”", "Enter the number after."),
    ("unit", "Unit", "Such as “percent.” Leave this blank for a plain count.", ""),
    ("period", "Period", "Such as “October 2025 to October 2026.”", "Enter the period."),
)
LEADING = ("headline", "narrative")
ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The fields of one figure; one that isn't open is folded behind "Add a second figure"."""

    ordinal: str
    fields: Sequence[forms.BoundField]
    is_open: bool


class WordsForm(forms.Form):
    """What an accomplishment says: its headline, narrative, and up to three figures.

    Attributes:
        refused_at: a refusal of the figures is shown at the first one.
    """

    refused_at: ClassVar = {"figures": "label_1"}

    headline = LineField(
        label="Headline",
        max_length=200,
        help_text="Say what changed, such as “Six more homicide detectives.”",
        error_messages={"required": "Enter a headline."},
    )
    narrative = forms.CharField(
        label="What happened",
        max_length=MAX_NARRATIVE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Say what PSP's help contributed to. Leave out the names of victims, witnesses, and suspects.",
        error_messages={"required": "Enter what happened."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MAX_FIGURES + 1):
            for name, label, hint, _ in FIGURE_FIELDS:
                self.fields[f"{name}_{number}"] = LineField(
                    label=f"Figure {number}: {label[0].lower()}{label[1:]}",
                    help_text=hint if number == 1 else "",
                    required=False,
                    max_length=120,
                )
        figures = (name for name in self.fields if name[-1].isdigit())
        self.order_fields(["headline", "narrative", *figures])

    def clean(self) -> dict[str, Any]:
        """Ask for what a figure that was begun still needs."""
        cleaned = super().clean() or self.cleaned_data
        for number, figure in self._figures():
            if any(figure.values()):
                for name, _, _, missing in FIGURE_FIELDS:
                    if missing and not figure[name]:
                        self.add_error(f"{name}_{number}", missing)
        return cleaned

    @property
    def words(self) -> Mapping[str, Any]:
        """The words as ``accomplishments.draft`` takes them."""
        named = {name: self.cleaned_data[name] for name in ("headline", "narrative")}
        figures = [figure for _, figure in self._figures() if any(figure.values())]
        return {**named, "figures": figures}

    @property
    def figure_groups(self) -> list["FigureGroup"]:
        """The fields of each figure; the first is open, and others once they are begun or mistaken."""
        groups = []
        for number in range(1, MAX_FIGURES + 1):
            fields = [self[f"{name}_{number}"] for name, *_ in FIGURE_FIELDS]
            is_begun = any(each.value() or each.errors for each in fields)
            groups.append(
                FigureGroup(ORDINALS[number - 1], fields, is_open=number == 1 or is_begun)
            )
        return groups

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """The fields after the figures."""
        return [each for each in self if each.name not in LEADING and not each.name[-1].isdigit()]

    def _figures(self) -> Iterator[tuple[int, dict[str, str]]]:
        for number in range(1, MAX_FIGURES + 1):
            yield (
                number,
                {name: self.cleaned_data.get(f"{name}_{number}", "") for name, *_ in FIGURE_FIELDS},
            )


class AccomplishmentForm(WordsForm):
    """A draft: its words, core areas, principles, and the federal partner it names."""

    core_areas = forms.ModelMultipleChoiceField(
        label="Core areas",
        required=False,
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        widget=CheckboxTiles,
    )
    principles = forms.ModelMultipleChoiceField(
        label="Which DOJ principles does it serve?",
        required=False,
        queryset=Principle.objects.all(),
        to_field_name="slug",
        widget=CheckboxTiles,
    )
    federal_agency = forms.ChoiceField(
        label="Federal partner whose work it names",
        required=False,
        choices=[("", "None"), *FederalAgency.choices],
        help_text="That agency's seat at the site must agree before DOJ clears it.",
    )

    def __init__(
        self, *args: Any, areas: QuerySet[CoreArea], vacant: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_areas", forms.ModelMultipleChoiceField).queryset = areas
        if vacant:
            agency = field_of(self, "federal_agency", forms.ChoiceField)
            agency.choices = [
                (value, f"{name} (no one in its seat)" if value in vacant else name)
                for value, name in [("", "None"), *FederalAgency.choices]
            ]
            agency.help_text += " If no one is in its seat, DOJ can't clear it."

    @property
    def words(self) -> Mapping[str, Any]:
        """The words as ``accomplishments.draft`` takes them."""
        chosen = {
            name: [each.slug for each in self.cleaned_data[name]]
            for name in ("core_areas", "principles")
        }
        agency = {"federal_agency": self.cleaned_data["federal_agency"]}
        return {**super().words, **chosen, **agency}


class CorrectionForm(WordsForm):
    """New words for what is published, and why."""

    reason = reason_field(
        max_length=MAX_REASON,
        rows=3,
        help_text="The site's team and DOJ staff can read it. The public can't.",
        missing=REASON,
    )
    notice = forms.CharField(
        label="What the public reads about the correction",
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “The unit has 17 detectives, not 18.” Leave this blank to show only the day of the correction.",
    )


class StepReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = reason_field(
        max_length=MAX_REASON,
        rows=4,
        help_text="The site's team and DOJ staff can read it.",
        missing=REASON,
    )


class WithdrawalForm(StepReasonForm):
    """A withdrawal with its reason, and the notice that stays at the public address."""

    notice = forms.CharField(
        label="What the public reads about the withdrawal",
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “The count included another county.” Leave this blank to show only the day of the withdrawal.",
    )


class AccomplishmentFilterForm(forms.Form):
    """The filters of the lists, of one site and across sites."""

    state = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[
            ("", "Any status"),
            (WAITING, "Not published yet"),
            *AccomplishmentState.choices,
        ],
    )
    site = forms.ModelChoiceField(
        label="Site",
        required=False,
        queryset=Site.objects.none(),
        to_field_name="slug",
        empty_label="Any site",
    )

    def __init__(self, *args: Any, sites: QuerySet[Site] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sites is None:
            del self.fields["site"]
        else:
            field_of(self, "site", forms.ModelChoiceField).queryset = sites

    def asked(self) -> dict[str, Any]:
        """Return the values of every understood filter; a mistaken one is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def words_of(found: Accomplishment) -> dict[str, Any]:
    """Return an accomplishment's words as the first values of its forms."""
    figures = {
        f"{name}_{number}": value
        for number, figure in enumerate(found.figures, start=1)
        for name, value in figure.items()
    }
    named = ("headline", "narrative", "core_areas", "principles", "federal_agency")
    return {name: getattr(found, name) for name in named} | figures


def begun_from(behind: Recommendation | None) -> dict[str, Any]:
    """Return the first values of a draft that rests on a recommendation."""
    if behind is None:
        return {}
    return {"core_areas": [behind.core_area.slug], "principles": behind.principles}


STEP_FORMS: dict[str, type[forms.Form]] = {
    "attest": ButtonForm,
    "verify": ButtonForm,
    "clear": ButtonForm,
    "publish": ButtonForm,
    "send-back": StepReasonForm,
    "withdraw": WithdrawalForm,
    "discard": StepReasonForm,
}
