"""The forms of a liaison's leave: its days, its stand-in, and the sites."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.ui.forms import CheckboxTiles, DateField, field_of
from sites.models import Membership


class LeaveForm(forms.Form):
    """The first and last day of leave, who stands in, and at which of the liaison's sites."""

    first = DateField(label="First day of leave")
    last = DateField(
        label="Last day of leave",
        help_text="The leave ends with this day at each site, in the site's time zone.",
    )
    stand_in = forms.ModelChoiceField(
        User.objects.none(),
        label="Stand-in",
        empty_label="Choose a person",
        help_text="They can do what the liaison can at these sites, and get the reminders.",
    )
    seats = forms.MultipleChoiceField(label="Sites", widget=CheckboxTiles)

    def __init__(
        self,
        *args: object,
        people: Iterable[int],
        seats: Sequence[Membership],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        self._seats = {str(seat.pk): seat for seat in seats}
        found = User.objects.filter(pk__in=list(people), is_active=True).order_by("name", "pk")
        field_of(self, "stand_in", forms.ModelChoiceField).queryset = found
        names = field_of(self, "seats", forms.MultipleChoiceField)
        names.choices = [(pk, seat.site.name) for pk, seat in self._seats.items()]
        names.initial = list(self._seats)

    def clean_seats(self) -> list[Membership]:
        """Return the chosen seats."""
        return [self._seats[pk] for pk in self.cleaned_data["seats"]]


class ChangeLeaveForm(LeaveForm):
    """The same for leave that is recorded: its first day stays once it has begun."""

    def __init__(self, *args: Any, begun_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun_on is not None:
            self.fields["first"].disabled = True
            self.initial["first"] = begun_on


class LiaisonForm(forms.Form):
    """The liaison whose leave a manager records."""

    liaison = forms.ModelChoiceField(User.objects.none(), empty_label="Choose a liaison")

    def __init__(self, *args: object, people: Iterable[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        found = User.objects.filter(pk__in=list(people)).order_by("name", "pk")
        field_of(self, "liaison", forms.ModelChoiceField).queryset = found
