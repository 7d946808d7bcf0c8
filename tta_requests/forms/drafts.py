"""The form of a request."""

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from engagements.models.origins import Origin
from foundation.calendars import clock
from foundation.files.fields import CheckedFilesField, hint
from foundation.ui.forms import CheckboxTiles, DateField, RadioTiles, field_of
from sites.models import CoreArea, Principle, Site
from tta_requests.enums import DeliveryMode, Kind, Urgency
from tta_requests.forms.offers import MAX_REASON, MAX_TEXT, area
from tta_requests.models import TTARequest

NO_ORIGIN = (
    "The finding, recommendation, or plan that this request comes from isn't one of this site's. "
    "Open it again, and ask for help from there."
)
FURTHEST = timedelta(days=5 * 366)


class RequestForm(forms.Form):
    """A request for help: a draft needs only a title, a submission everything a provider must know."""

    NEEDED_TO_SUBMIT = ("core_area", "problem", "desired_change")

    # The server checks: required attributes would make browsers refuse to save a draft.
    use_required_attribute = False

    title = forms.CharField(
        label="What do you need?",
        max_length=140,
        help_text="One line, as you'd say it on the phone: “Start a weekly review of nonfatal shootings.”",
        error_messages={"required": "Enter a title for the request."},
    )
    core_area = forms.ChoiceField(
        label="Core area", error_messages={"required": "Choose the core area you need help with."}
    )
    further_areas = forms.MultipleChoiceField(
        label="Does it involve other core areas?", required=False, widget=CheckboxTiles
    )
    problem = forms.CharField(
        label="What is the problem?",
        error_messages={"required": "Describe the problem."},
        max_length=MAX_TEXT,
        widget=area(5),
        help_text="Give facts, not names: who is affected, since when, and what you've tried.",
    )
    desired_change = forms.CharField(
        label="What should change?",
        error_messages={"required": "Describe what should change."},
        max_length=MAX_TEXT,
        widget=area(4),
    )
    kind = forms.ChoiceField(
        label="Kind of help", choices=Kind.choices, initial=Kind.TECHNICAL_ASSISTANCE
    )
    urgency = forms.ChoiceField(
        label="Urgency",
        choices=Urgency.choices,
        initial=Urgency.EXPEDITED,
        widget=RadioTiles,
        help_text="Most requests are expedited. Critical requests need a reason.",
    )
    urgency_reason = forms.CharField(
        label="Why is it critical?",
        max_length=MAX_REASON,
        required=False,
        widget=area(2),
        help_text="Critical requests need a reason. The site's leadership will be asked to endorse it.",
    )
    needed_by = DateField(
        label="Needed by",
        required=False,
    )
    delivery_mode = forms.ChoiceField(
        label="Where?",
        error_messages={"required": "Choose where the work is done."},
        choices=DeliveryMode.choices,
        initial=DeliveryMode.EITHER,
    )
    audience = forms.CharField(
        label="For whom?",
        max_length=140,
        required=False,
        help_text="For example, about 25 detectives.",
    )
    principles = forms.MultipleChoiceField(
        label="Which DOJ principles does it serve?", required=False, widget=CheckboxTiles
    )
    new_files = CheckedFilesField(
        label="Files",
        required=False,
        help_text=f"{hint()} Choose up to {CheckedFilesField.MAX_FILES}, together no larger than that. Everyone who can "
        "read the request can open them. Leave out the names of victims, witnesses, and suspects.",
    )

    def __init__(
        self,
        *args: Any,
        areas: Iterable[CoreArea],
        principles: Iterable[Principle] = (),
        tz: str = "America/New_York",
        complete: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.slug: area for area in areas}
        self._tz = ZoneInfo(tz)
        for name in self.NEEDED_TO_SUBMIT:
            self.fields[name].required = complete or not self.is_bound
        self._complete = complete
        choices = [(slug, area.name) for slug, area in self._areas.items()]
        self._choice("core_area").choices = [("", "Choose one"), *choices]
        self._choice("further_areas").choices = choices
        self._choice("principles").choices = [(each.slug, each.name) for each in principles]

    def _choice(self, name: str) -> forms.ChoiceField:
        return field_of(self, name, forms.ChoiceField)

    def clean_core_area(self) -> CoreArea | None:
        """Return the area with that slug."""
        return self._areas.get(self.cleaned_data["core_area"])

    def clean_further_areas(self) -> list[CoreArea]:
        """Return the areas with those slugs, without the primary one."""
        chosen = self.cleaned_data["further_areas"]
        primary = self.cleaned_data.get("core_area")
        return [self._areas[slug] for slug in chosen if self._areas[slug] != primary]

    def clean_needed_by(self) -> date | None:
        """Check that the date is from today through five years from now, in the site's time zone."""
        day: date | None = self.cleaned_data["needed_by"]
        today = clock.today(self._tz)
        if day and not today <= day <= today + FURTHEST:
            raise forms.ValidationError("Enter a date from today through five years from now.")
        return day

    def clean(self) -> dict[str, Any]:
        """Require a reason for a critical submission; a draft needs none."""
        values = self.cleaned_data
        critical = values.get("urgency") == Urgency.CRITICAL
        if self._complete and critical and not values.get("urgency_reason"):
            self.add_error("urgency_reason", "Enter why it's critical.")
        if self.errors and self.files:
            self.add_error("new_files", "Choose the files again. A browser doesn't keep them.")
        return values

    def full_clean(self) -> None:
        """Validate the form, then mark the fields that a submission needs as required, for their labels."""
        super().full_clean()
        for name in self.NEEDED_TO_SUBMIT:
            self.fields[name].required = True

    @classmethod
    def initial_of(cls, tta_request: TTARequest, further: Sequence[str]) -> dict[str, Any]:
        """Return the values of a saved draft, as initial values of the form."""
        initial = {name: getattr(tta_request, name) for name in TTARequest.REVISABLE}
        area = tta_request.core_area
        return initial | {"core_area": area.slug if area else "", "further_areas": list(further)}


class NewRequestForm(RequestForm):
    """A new request, with the choice of its site for people who may request help for several."""

    site = forms.ChoiceField(label="Site", error_messages={"required": "Choose a site."})
    origin = forms.CharField(
        label="What it comes from", required=False, max_length=80, widget=forms.HiddenInput
    )
    field_order = ["site", "title"]

    def __init__(
        self,
        *args: Any,
        sites: Sequence[Site],
        former: Container[int] = (),
        find_origin: Callable[[str], Origin | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._find_origin = find_origin
        self._sites = {site.slug: site for site in sites}
        # A site whose engagement is over isn't offered; one that was chosen before is refused by name.
        offered = [s for s in sites if s.pk not in former or s.slug == self.data.get("site")]
        self.offered = offered
        choices = [(site.slug, site.name) for site in offered]
        if len(sites) == 1:
            self.fields["site"].widget = forms.HiddenInput()
            self.initial.setdefault("site", sites[0].slug)
            self._choice("site").choices = choices
        else:
            self._choice("site").choices = [("", "Choose one"), *choices]

    def clean_site(self) -> Site:
        """Return the site with that slug, if the reader may request help for it."""
        return self._sites[self.cleaned_data["site"]]

    def clean_origin(self) -> Origin | None:
        """Return the finding, recommendation, or plan's action that it comes from, if one is named."""
        asked = self.cleaned_data["origin"]
        found = self._find_origin(asked) if asked else None
        if asked and found is None:
            raise forms.ValidationError(NO_ORIGIN)
        return found

    def clean(self) -> dict[str, Any]:
        """Check that what it comes from is of its site."""
        values = super().clean()
        origin, site = values.get("origin"), values.get("site")
        if origin and site and origin.site != site:
            self.add_error("origin", NO_ORIGIN)
        return values
