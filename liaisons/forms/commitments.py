"""The part of the log's form about commitments: those made on the spot, and those that are done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from engagements.enums import Party
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.ui import dates
from foundation.ui.forms import DateField, LineField, field_of
from liaisons.actions.commitments import NewCommitment, owner_of
from liaisons.errors import SeveralFederal
from liaisons.forms.fields import MemberChoices, member_label, site_first
from sites.models import Membership, Site
from tta_requests.enums import OPEN_STATUSES
from tta_requests.models import TTARequest

ROWS = range(1, 6)
PARTS = ("commitment", "owner", "days", "due")
FURTHEST = timedelta(days=5 * 366)
# Longer than any of the fields accepts: a draft keeps what was typed, and is no place for more.
MAX_TYPED = 300


class CommitmentFields(forms.Form):
    """Rows for new commitments, and check boxes for open ones; the update's form extends it.

    The number of rows never changes, so that what a device kept finds its fields again.
    """

    done = forms.MultipleChoiceField(
        label="Done today?",
        help_text="Open commitments. Submitting marks those you check as done, with this update as evidence.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open: dict[str, Commitment] = {}
        for number in ROWS:
            self.fields |= _row(number)

    @property
    def rows(self) -> Iterator[Sequence[BoundField]]:
        """The rows for new commitments: what, whose, in how many business days, or on which day."""
        for number in ROWS:
            yield [self[f"{part}_{number}"] for part in PARTS]

    @property
    def has_rows(self) -> bool:
        """Whether something was typed into a row."""
        return any(field.value() or field.errors for row in self.rows for field in row)

    @property
    def offers_federal(self) -> bool:
        """Whether an open commitment belongs to a federal request."""
        return any(each.request and each.request.is_federal for each in self._open.values())

    def offer_commitments(
        self, people: MemberChoices, open_commitments: Sequence[Commitment]
    ) -> None:
        """Give the rows the people who can own a commitment, and offer the open ones: first those of the site."""
        self._people = {str(each.pk): each for each in people.queryset or ()}
        owners = [("", "You"), *_by_site(site_first(self._people.values(), people.site))]
        for number in ROWS:
            field_of(self, f"owner_{number}", forms.ChoiceField).choices = owners
        own_first = site_first(open_commitments, people.site)
        self._open = {str(each.pk): each for each in own_first}
        names_site = len({each.site_id for each in open_commitments}) > 1
        offered = [(pk, _label(each, names_site=names_site)) for pk, each in self._open.items()]
        field_of(self, "done", forms.MultipleChoiceField).choices = offered

    def drop_commitments(self) -> None:
        """Leave the fields out, for a form that only changes text."""
        for name in ("done", *_names()):
            del self.fields[name]

    def extras(self) -> Mapping[str, Any]:
        """Return what was typed about commitments, valid or not, as a draft keeps it."""
        typed = {name: _plain(self[name].data) for name in _names() if name in self.fields}
        given = self["done"].data if "done" in self.fields else []
        done = sorted(pk for pk in self._open if pk in (given or []))
        found: dict[str, Any] = {name: value for name, value in typed.items() if value}
        return found | ({"done": done} if done else {})

    def check_commitments(self, cleaned: dict[str, Any]) -> None:
        """Turn the rows into new commitments and the check boxes into open ones."""
        site = cleaned.get("site")
        if "done" not in self.fields or site is None:
            return
        done = [self._open[pk] for pk in cleaned.get("done") or ()]
        if any(each.site_id != site.pk for each in done):
            self.refuse("done", f"Choose commitments of {site}.")
        cleaned["done"] = done
        made = [self._made(number, cleaned, site) for number in ROWS]
        cleaned["commitments"] = [each for each in made if each]
        if cleaned["commitments"]:
            self._check_federal([each for each in cleaned.get("requests") or () if each.is_federal])

    def refuse(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        self.add_error(field, sentence)

    def _made(self, number: int, cleaned: dict[str, Any], site: Site) -> NewCommitment | None:
        text, owner, days, due = (cleaned.get(f"{part}_{number}") for part in PARTS)
        if not text:
            if (owner or days or due) and f"commitment_{number}" not in self.errors:
                self.refuse(f"commitment_{number}", "Enter what will be done.")
            return None
        member = self._people.get(owner or "")
        if member and member.site_id != site.pk:
            self.refuse(f"owner_{number}", f"Choose a person on the team of {site}.")
        day = self._due_of(number, days, due, site)
        return NewCommitment(text=text, due_on=day, **owner_of(member)) if day else None

    def _check_federal(self, federal: Sequence[TTARequest]) -> None:
        """Refuse what the one federal request can't take: its readers see the commitments."""
        if len(federal) > 1:
            self.refuse("requests", str(SeveralFederal.message))
        elif federal and federal[0].status not in OPEN_STATUSES:
            said = f"{federal[0].number} is closed. Clear its box, or clear the commitments."
            self.refuse("requests", said)

    def _due_of(self, number: int, days: int | None, due: date | None, site: Site) -> date | None:
        if days and due:
            self.refuse(f"due_{number}", "Enter business days or a date, not both.")
            return None
        if days:
            return calendar_for(site.time_zone).due_day(clock.now(), days)
        today = clock.today(site.time_zone)
        if due and not today <= due <= today + FURTHEST:
            self.refuse(f"due_{number}", "Enter a date from today through five years from now.")
            return None
        if due is None and not {f"days_{number}", f"due_{number}"} & set(self.errors):
            self.refuse(f"days_{number}", "Enter the number of business days, or choose a date.")
        return due


def _row(number: int) -> dict[str, forms.Field]:
    return {
        f"commitment_{number}": LineField(
            label=f"Commitment {number}",
            max_length=240,
            required=False,
            widget=forms.TextInput(attrs={"placeholder": " "}),
        ),
        f"owner_{number}": forms.ChoiceField(label="Owner", required=False),
        f"days_{number}": forms.IntegerField(
            label="Due in (business days)", min_value=1, max_value=250, required=False
        ),
        f"due_{number}": DateField(label="Or due on", required=False),
    }


def _names() -> list[str]:
    return [f"{part}_{number}" for number in ROWS for part in PARTS]


def _by_site(people: Iterable[Membership]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Group the people of several teams, in their order, under their sites' names."""
    for site, team in groupby(people, key=lambda each: each.site):
        yield site.name, [(str(each.pk), member_label(each)) for each in team]


def _label(commitment: Commitment, *, names_site: bool) -> str:
    whose = commitment.owner.name if commitment.owner else Party(commitment.owed_by).label
    where = f", {commitment.site.name}" if names_site else ""
    what = (
        f"{commitment.text}, {commitment.request.number}" if commitment.request else commitment.text
    )
    return f"{what} ({whose}, due {dates.day(commitment.due_on)}{where})"


def _plain(typed: object) -> str:
    """Return what can be saved of a text: PostgreSQL refuses the null character."""
    return str(typed or "").replace("\x00", "").strip()[:MAX_TYPED]
