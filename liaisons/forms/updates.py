"""Forms of the liaisons' log: they convert what was typed to the action's values."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet

from engagements.models import Commitment
from foundation.calendars import clock
from foundation.files.fields import CheckedFilesField, hint
from foundation.ui.forms import CheckboxTiles, DateField, LineField, RadioTiles, field_of
from liaisons.enums import Risk, UpdateKind
from liaisons.forms.commitments import CommitmentFields
from liaisons.forms.fields import (
    DayTiles,
    MemberChoices,
    QuarterHoursField,
    RequestChoices,
    SiteChoices,
    as_date,
)
from liaisons.models import EngagementUpdate
from sites.models import CoreArea, Membership, Site
from tta_requests.models import TTARequest

PICK = "pick"
PROGRAM_BEGAN = date(2014, 1, 1)
MADE = ("commitments", "done", "new_files")
MAX_AHEAD = timedelta(days=366)


class UpdateForm(CommitmentFields):
    """An engagement update: four answers are enough, the rest is folded away."""

    site = forms.ModelChoiceField(queryset=Site.objects.none(), empty_label="Choose a site")
    kind = forms.ChoiceField(label="Type of contact", choices=UpdateKind, widget=RadioTiles)
    when = DayTiles(label="When?", error_messages={"required": "Choose when it happened."})
    occurred_on = DateField(label="Date", required=False)
    summary = forms.CharField(
        label="What happened?",
        error_messages={"required": "Enter what happened."},
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
    hours = QuarterHoursField(
        label="Hours",
        help_text="Your own time, with travel, in quarter hours, such as 1.5.",
        required=False,
    )
    new_files = CheckedFilesField(label="Files", help_text=hint(), required=False)

    def __init__(
        self,
        *args: Any,
        sites: QuerySet[Site],
        areas: QuerySet[CoreArea],
        requests: QuerySet[TTARequest],
        members: QuerySet[Membership],
        today: date,
        open_commitments: Sequence[Commitment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self._querysets(site=sites, areas=areas, requests=requests, members=members)
        for name in ("requests", "members"):
            field_of(self, name, SiteChoices).site = str(self["site"].value() or "")
        self._choices("when", [(today, "Today"), (today - timedelta(days=1), "Yesterday")])
        weeks = [(today + timedelta(days=7), "1 week"), (today + timedelta(days=14), "2 weeks")]
        self._choices("next", weeks, last=[("", "Not planned")])
        self.offer_commitments(field_of(self, "members", MemberChoices), open_commitments)

    @property
    def is_federal(self) -> bool:
        """Whether a request offered for linking is federal: then the device keeps no text."""
        offered = field_of(self, "requests", RequestChoices).queryset or ()
        return any(each.is_federal for each in offered) or self.offers_federal

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
        self.check_commitments(cleaned)
        return cleaned

    def values(self) -> Mapping[str, Any]:
        """Return the values for the action."""
        names = (*EngagementUpdate.REVISABLE, "areas", "requests", "members", *MADE)
        found = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return found | {"extras": self.extras()}

    def _day(self, cleaned: dict[str, Any], tile: str, field: str) -> date | None:
        chosen = cleaned.get(tile) or ""
        if chosen != PICK:
            return as_date(chosen)
        picked: date | None = cleaned.get(field)
        if picked is None and field not in self.errors:
            self.refuse(field, "Enter a date, such as 11/20/2026.")
        return picked

    def _check_occurred(self, day: date | None, site: Site | None) -> None:
        if day is None:
            return
        # The site's day may have started before the reader's.
        if day > max(self.today, clock.today(site.time_zone) if site else self.today):
            self.refuse(
                "occurred_on",
                "This date is in the future. Log the update after the contact happens.",
            )
        if day < PROGRAM_BEGAN:
            self.refuse("occurred_on", "The program began in 2014. Enter a later date.")

    def _check_next(self, day: date | None, planned: date | None) -> None:
        if planned is None:
            return
        if day is not None and planned <= day:
            self.refuse("next_contact_on", "Enter a next contact date after this contact.")
        if planned > self.today + MAX_AHEAD:
            self.refuse("next_contact_on", "Enter a date within the next 12 months.")

    def _check_requests(self, cleaned: dict[str, Any]) -> None:
        site = cleaned.get("site")
        chosen = cleaned.get("requests") or ()
        foreign = [
            tta_request.number for tta_request in chosen if site and tta_request.site_id != site.pk
        ]
        if foreign:
            self.refuse("requests", f"{', '.join(foreign)} isn't a request of {site}.")

    def _check_members(self, cleaned: dict[str, Any]) -> None:
        site = cleaned.get("site")
        if any(site and member.site_id != site.pk for member in cleaned.get("members") or ()):
            self.refuse("members", f"Choose people on the team of {site}.")

    def refuse(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        self.add_error(field, sentence)


class DraftForm(UpdateForm):
    """The form while it is being typed: only the site is required; invalid values wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "site"

    def refuse(self, field: str, sentence: str) -> None:
        """Leave a value out that can't be saved yet."""
        self.cleaned_data[field] = [] if field in {"requests", "members"} else None

    def values(self) -> Mapping[str, Any]:
        """Return the valid values so far; for the others the saved ones are kept."""
        return {name: value for name, value in super().values().items() if name not in self.errors}


class CorrectionForm(UpdateForm):
    """The form for a submitted update, whose site can't change."""

    reason = LineField(
        label="Why are you correcting it?",
        max_length=240,
        help_text="The reason is shown with the earlier version.",
        error_messages={"required": "Enter why you are correcting the update."},
    )

    def __init__(self, *args: Any, is_returned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].disabled = True
        self.drop_commitments()
        del self.fields["new_files"]
        # A reviewer who returned it has said why.
        self.fields["reason"].required = not is_returned
        for name in ("requests", "members"):
            field_of(self, name, SiteChoices).names_site = False


def initial_of(update: EngagementUpdate, *, today: date) -> dict[str, Any]:
    """Return the form's initial values for an existing update."""
    days = {"when": (update.occurred_on, (0, -1)), "next": (update.next_contact_on, (7, 14))}
    tiles = {name: _tile(day, today, offsets) for name, (day, offsets) in days.items()}
    return {
        **{name: getattr(update, name) for name in EngagementUpdate.REVISABLE},
        **update.extras,
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
