"""Forms of engagements: opening one, and one for each kind of step."""

from datetime import date, timedelta
from typing import Any

from django import forms

from engagements.enums import Track
from engagements.models import Engagement
from engagements.policies import longer_by, start_follows
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.forms import DateField, reason_field

MAX_TEXT = 2000
FIRST_YEAR, LAST_YEAR = 2014, 2100
FURTHEST = timedelta(days=5 * 366)
DEFAULT_EXTENSION = 6
NOT_YET = "Enter today or an earlier day."
STILL_TO_COME = (
    "Enter today or a later day. Clocks can't be paused or resumed for days that are over."
)
OUT_OF_REACH = "Enter a date from the engagement's first day through five years after its last day."


def saved_reason(label: str = "Reason") -> forms.CharField:
    """Return a required reason, which is saved in the engagement's history."""
    return reason_field(
        label,
        max_length=MAX_TEXT,
        rows=4,
        help_text="It's saved in the engagement's history. The site's team and DOJ staff can read it.",
        missing="Enter a reason. It's saved with the engagement.",
    )


class CheckedYear(forms.Form):
    """A form that sets an engagement's first day: one outside the cohort's year is asked about once.

    Each engagement that the program published began in the calendar year of its cohort.
    """

    is_checked = forms.BooleanField(
        label="The cohort's year and the first day are right", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["is_checked"]

    def check_year(self, name: str, first: date | None, cohort: int | None) -> None:
        """Ask to check a first day in another year than the cohort's; leave the box out where there is nothing to check.

        Arguments:
            name: the field that says the day.
            first: the first day; None where it follows from the cohort.
            cohort: the cohort's year.
        """
        is_checked = self.cleaned_data.pop("is_checked", False)
        if first is None or cohort is None or first.year == cohort:
            del self.fields["is_checked"]
        elif not is_checked:
            self.add_error(
                name,
                f"The {cohort} cohort would begin in {first.year}. Every cohort so far began in its own year. "
                f"Enter a day in {cohort}, or check the box if this is right.",
            )


class StepForm(forms.Form):
    """The base of every form about an engagement: dates are near it."""

    # Names of days that must have come, and of days that must not be over.
    come: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._first = engagement.starts_on
        self._ends = engagement.ends_on
        self._last = engagement.ends_on + FURTHEST
        self._today = clock.today(engagement.site.time_zone)
        for name, field in self.fields.items():
            if isinstance(field, DateField) and field.required and field.initial is None:
                first = self._today if name in self.come else self._first
                self.initial.setdefault(name, max(self._today, first))

    def clean(self) -> dict[str, Any]:
        """Check that every day is near the engagement, and that what is recorded has happened."""
        values = super().clean() or {}
        for name, day in list(values.items()):
            if isinstance(day, date) and not self._first <= day <= self._last:
                self.add_error(name, OUT_OF_REACH)
            elif name in self.come and isinstance(day, date) and day > self._today:
                self.add_error(name, NOT_YET)
            elif name in self.ahead and isinstance(day, date) and day < self._today:
                self.add_error(name, STILL_TO_COME)
        return values


class AnnounceForm(CheckedYear, StepForm):
    """The day of the announcement, which may be before the first day of the engagement."""

    on = DateField(label="Announced on")
    field_order = ("on", "is_checked")

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, engagement=engagement, **kwargs)
        self.initial["on"] = engagement.announced_on or self._today
        self._cohort = engagement.cohort_id
        self._moves_start = start_follows(engagement)

    def clean(self) -> dict[str, Any]:
        """Check that the day is in a year the program has, and in the cohort's if the engagement begins on it."""
        _require_year(self, "on")
        first = self.cleaned_data.get("on") if self._moves_start else None
        self.check_year("on", first, self._cohort)
        return self.cleaned_data


class ResumeForm(StepForm):
    """The day from which clocks run again: they have no way back through days that are over."""

    ahead = ("on",)
    on = DateField(label="From")


class ComeDayForm(StepForm):
    """A step from a day that has come: nothing is decided for a time in which the engagement still runs."""

    come = ("on",)
    on = DateField(label="From")


class TeamForm(StepForm):
    """A step that needs the whole team, or a reason why it may be incomplete."""

    come = ("on",)
    on = DateField(label="From")
    accepted_gap = forms.CharField(
        label="Why can the engagement go ahead with vacant seats?",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Fill the vacant seats first, or enter why the gap is accepted."
        },
    )

    def __init__(self, *args: Any, vacant: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vacant:
            self.fields["accepted_gap"].required = True
            self.fields["accepted_gap"].help_text = f"Vacant: {', '.join(vacant)}."
        else:
            del self.fields["accepted_gap"]


class SuspendForm(StepForm):
    """A suspension: from when, until when if known, and why."""

    ahead = ("on",)
    on = DateField(label="First day of the suspension")
    until = DateField(
        label="Last day, if known",
        required=False,
        help_text="Leave this blank if you don't know yet. You can resume the engagement on any day.",
    )
    reason = saved_reason()

    def clean_on(self) -> date:
        """Check that the engagement still runs then, or would if it had been graduated in time."""
        day: date = self.cleaned_data["on"]
        if day > max(self._ends, self._today):
            last = dates.full_day(self._ends)
            raise forms.ValidationError(f"Enter a day through the engagement's last day, {last}.")
        return day


class ExtendForm(StepForm):
    """An extension: the new last day, and why."""

    until = DateField(label="New last day")
    reason = saved_reason()

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, engagement=engagement, **kwargs)
        self.initial["until"] = longer_by(engagement.ends_on, DEFAULT_EXTENSION)


class EndingForm(StepForm):
    """A step toward an end: from which day, and why."""

    on = DateField(label="From")
    reason = saved_reason()


class WithdrawForm(EndingForm):
    """A withdrawal: the day, which has come, and why; an engagement can be withdrawn before its first day."""

    come = ("on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._first = min(self._first, self._today)


class UndoForm(StepForm):
    """A step that was recorded by mistake is undone: why."""

    reason = saved_reason()


class OpenForm(CheckedYear):
    """A new engagement: cohort, track, and first day."""

    field_order = ("year", "track", "announced_on", "starts_on", "is_checked")

    year = forms.IntegerField(
        label="Cohort year",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": "Enter the year of the cohort, such as 2027."},
    )
    track = forms.ChoiceField(label="Track", choices=Track.choices)
    announced_on = DateField(
        label="Announced on",
        required=False,
        help_text="From that day on, public pages show the site's engagement.",
    )
    starts_on = DateField(
        label="First day",
        required=False,
        help_text="Leave this blank to start on the day of the announcement, or else on October 1 "
        "of the cohort year.",
    )

    def clean_track(self) -> Track:
        """Return the track."""
        return Track(self.cleaned_data["track"])

    def clean(self) -> dict[str, Any]:
        """Check that both days are in years the program has, and the first day in the cohort's."""
        super().clean()
        for name in ("announced_on", "starts_on"):
            _require_year(self, name)
        said = self.cleaned_data
        name = "starts_on" if said.get("starts_on") else "announced_on"
        self.check_year(name, said.get(name), said.get("year"))
        return self.cleaned_data


def _require_year(form: forms.Form, name: str) -> None:
    """Refuse a day in a year that the program doesn't have."""
    day = form.cleaned_data.get(name)
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        form.add_error(name, f"Enter a date from {FIRST_YEAR} through {LAST_YEAR}.")


STEP_FORMS: dict[str, type[StepForm]] = {
    "announce": AnnounceForm,
    "begin-onboarding": TeamForm,
    "activate": TeamForm,
    "suspend": SuspendForm,
    "resume": ResumeForm,
    "extend": ExtendForm,
    "close": EndingForm,
    "graduate": ComeDayForm,
    "start-operations": ComeDayForm,
    "become-alumni": ComeDayForm,
    "withdraw": WithdrawForm,
    "undo-withdrawal": UndoForm,
    "undo-graduation": UndoForm,
    "undo-alumni": UndoForm,
}


def form_of(step: str, data: Any, *, engagement: Engagement, vacant: list[str]) -> forms.Form:
    """Return a step's form.

    Arguments:
        step: the step's name.
        data: what was sent; None for an empty form.
        engagement: the engagement it is about.
        vacant: titles of the required seats that are vacant.
    """
    form = STEP_FORMS[step]
    more = {"vacant": vacant} if issubclass(form, TeamForm) else {}
    return form(data, engagement=engagement, **more)
