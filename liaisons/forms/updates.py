"""Forms of the liaisons' log: they convert what was typed to the action's values."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet

from foundation.calendars import clock
from foundation.ui.forms import CheckboxTiles, DateField, RadioTiles
from liaisons.enums import Risk, UpdateKind
from liaisons.models import EngagementUpdate
from sites.models import CoreArea, Membership, Site
from tta_requests.models import TTARequest

PICK = "pick"
PROGRAM_BEGAN = date(2014, 1, 1)
MAX_AHEAD = timedelta(days=366)


class DayTiles(forms.ChoiceField):
    """A day chosen from tiles with dates as values, so that an old page keeps its meaning."""

    widget = RadioTiles

    def valid_value(self, value: object) -> bool:
        """Return whether the value is a tile or a date, as an older page has other tiles."""
        return super().valid_value(value) or _as_date(str(value)) is not None


class RequestChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Requests by number and title, with the site if there are several."""

    names_site = True

    def label_from_instance(self, obj: Any) -> str:
        """Return a label such as "PSP-2026-0042 NIBIN backlog, Riverton, EX"."""
        return f"{obj}, {obj.site.name}" if self.names_site else str(obj)


class MemberChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """People of the team by name and role, with the site if there are several."""

    names_site = True

    def label_from_instance(self, obj: Any) -> str:
        """Return a label such as "Dana Diaz, Point of Contact, Riverton, EX"."""
        who = f"{obj.user.name}, {obj.get_role_display()}"
        return f"{who}, {obj.site.name}" if self.names_site else who


class UpdateForm(forms.Form):
    """An engagement update: four answers are enough, the rest is folded away."""

    site = forms.ModelChoiceField(queryset=Site.objects.none(), empty_label="Choose a site")
    kind = forms.ChoiceField(label="Type of contact", choices=UpdateKind, widget=RadioTiles)
    when = DayTiles(label="When?")
    occurred_on = DateField(label="Date", required=False)
    summary = forms.CharField(
        label="What happened?",
        help_text="A few sentences. This text appears in the timeline and in reports.",
        validators=[MaxLengthValidator(8000)],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    next = DayTiles(label="Next contact", required=False)
    next_contact_on = DateField(label="Next contact on", required=False)
    members = MemberChoices(
        label="Participants from the team",
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    participants = forms.CharField(label="Other participants", max_length=300, required=False)
    outcome = forms.CharField(
        label="Outcome",
        validators=[MaxLengthValidator(4000)],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agenda = forms.CharField(
        label="Agenda of the visit",
        validators=[MaxLengthValidator(4000)],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    findings = forms.CharField(
        label="Findings",
        help_text="What you saw that the site should know or act on.",
        validators=[MaxLengthValidator(8000)],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    areas = forms.ModelMultipleChoiceField(
        label="Core areas", queryset=CoreArea.objects.none(), required=False, widget=CheckboxTiles
    )
    requests = RequestChoices(
        label="Linked requests",
        queryset=TTARequest.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    risk = forms.ChoiceField(
        label="Risk to the engagement", choices=Risk, required=False, widget=RadioTiles
    )

    def __init__(
        self,
        *args: Any,
        sites: QuerySet[Site],
        areas: QuerySet[CoreArea],
        requests: QuerySet[TTARequest],
        members: QuerySet[Membership],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._querysets(site=sites, areas=areas, requests=requests, members=members)
        self._choices("when", [(today, "Today"), (today - timedelta(days=1), "Yesterday")])
        weeks = [(today + timedelta(days=7), "1 week"), (today + timedelta(days=14), "2 weeks")]
        self._choices("next", weeks, last=[("", "Not planned")])

    @property
    def is_federal(self) -> bool:
        """Whether a request offered for linking is federal: then the device keeps no text."""
        offered = self.fields["requests"]
        return isinstance(offered, RequestChoices) and any(
            each.is_federal for each in offered.queryset or ()
        )

    def _querysets(self, **querysets: QuerySet[Any]) -> None:
        for name, queryset in querysets.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = queryset

    def _choices(
        self,
        name: str,
        days: list[tuple[date, str]],
        last: list[tuple[str, str]] | None = None,
    ) -> None:
        field = self.fields[name]
        if isinstance(field, DayTiles):
            known = [(day.isoformat(), label) for day, label in days]
            field.choices = [*known, (PICK, "Pick a date"), *(last or [])]

    def clean(self) -> dict[str, Any]:
        """Convert the tiles to dates; refuse impossible days."""
        cleaned = super().clean() or {}
        cleaned["occurred_on"] = self._day(cleaned, "when", "occurred_on")
        cleaned["next_contact_on"] = self._day(cleaned, "next", "next_contact_on")
        cleaned["risk"] = cleaned.get("risk") or Risk.NONE
        self._check_occurred(cleaned.get("occurred_on"), cleaned.get("site"))
        self._check_next(cleaned.get("occurred_on"), cleaned.get("next_contact_on"))
        self._check_requests(cleaned)
        self._check_members(cleaned)
        return cleaned

    def values(self) -> Mapping[str, Any]:
        """Return the values for the action."""
        names = (*EngagementUpdate.REVISABLE, "areas", "requests", "members")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def _day(self, cleaned: dict[str, Any], tile: str, field: str) -> date | None:
        chosen = cleaned.get(tile) or ""
        if chosen != PICK:
            return _as_date(chosen)
        picked: date | None = cleaned.get(field)
        if picked is None and field not in self.errors:
            self._refuse(field, "Enter a date, such as 11/20/2026.")
        return picked

    def _check_occurred(self, day: date | None, site: Site | None) -> None:
        if day is None:
            return
        # The site's day may have started before the reader's.
        if day > max(self.today, clock.today(site.time_zone) if site else self.today):
            self._refuse(
                "occurred_on",
                "This date is in the future. Log the update after the contact happens.",
            )
        if day < PROGRAM_BEGAN:
            self._refuse("occurred_on", "The program began in 2014. Enter a later date.")

    def _check_next(self, day: date | None, planned: date | None) -> None:
        if planned is None:
            return
        if day is not None and planned <= day:
            self._refuse("next_contact_on", "Enter a next contact date after this contact.")
        if planned > self.today + MAX_AHEAD:
            self._refuse("next_contact_on", "Enter a date within the next 12 months.")

    def _check_requests(self, cleaned: dict[str, Any]) -> None:
        site = cleaned.get("site")
        chosen = cleaned.get("requests") or ()
        foreign = [
            tta_request.number for tta_request in chosen if site and tta_request.site_id != site.pk
        ]
        if foreign:
            self._refuse("requests", f"{', '.join(foreign)} isn't a request of {site}.")

    def _check_members(self, cleaned: dict[str, Any]) -> None:
        site = cleaned.get("site")
        if any(site and member.site_id != site.pk for member in cleaned.get("members") or ()):
            self._refuse("members", f"Choose people on the team of {site}.")

    def _refuse(self, field: str, sentence: str) -> None:
        self.add_error(field, sentence)


class DraftForm(UpdateForm):
    """The form while it is being typed: only the site is required; invalid values wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "site"

    def _refuse(self, field: str, sentence: str) -> None:
        self.cleaned_data[field] = [] if field in {"requests", "members"} else None

    def values(self) -> Mapping[str, Any]:
        """Return the valid values so far; for the others the saved ones are kept."""
        return {name: value for name, value in super().values().items() if name not in self.errors}


class CorrectionForm(UpdateForm):
    """The form for a submitted update, whose site can't change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].disabled = True
        for name in ("requests", "members"):
            field = self.fields[name]
            if isinstance(field, RequestChoices | MemberChoices):
                field.names_site = False


class ListForm(forms.Form):
    """The filters of the list of updates: a site and a position in the list."""

    site = forms.ModelChoiceField(
        queryset=Site.objects.none(), to_field_name="slug", required=False, empty_label="All sites"
    )
    after = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    last = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sites

    def clean_after(self) -> tuple[date, UUID] | None:
        """Return the row the page starts after."""
        return self._place("after")

    def clean_before(self) -> tuple[date, UUID] | None:
        """Return the row the page ends before."""
        return self._place("before")

    def _place(self, name: str) -> tuple[date, UUID] | None:
        day, _, pk = self.cleaned_data[name].partition("_")
        try:
            return (date.fromisoformat(day), UUID(pk)) if day else None
        except ValueError:
            raise forms.ValidationError("This address isn't valid.") from None


def initial_of(update: EngagementUpdate, *, today: date) -> dict[str, Any]:
    """Return the form's initial values for an existing update."""
    days = {"when": (update.occurred_on, (0, -1)), "next": (update.next_contact_on, (7, 14))}
    tiles = {name: _tile(day, today, offsets) for name, (day, offsets) in days.items()}
    return {
        **{name: getattr(update, name) for name in EngagementUpdate.REVISABLE},
        **tiles,
        "site": update.site_id,
        "areas": [link.core_area_id for link in update.area_links.all()],
        "requests": [link.request_id for link in update.request_links.all()],
        "members": [link.membership_id for link in update.participant_links.all()],
    }


def _tile(day: date | None, today: date, offsets: tuple[int, int]) -> str:
    if day is None:
        return ""
    near = {today + timedelta(days=offset) for offset in offsets}
    return day.isoformat() if day in near else PICK


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
