"""The form for time away."""

from django import forms

from foundation.accounts.actors import Actor
from foundation.accounts.models import Away, User
from foundation.calendars import clock
from foundation.ui.forms import DateField
from sites.querysets import possible_stand_ins


class AwayForm(forms.Form):
    """The first and last day away, and the backup; all empty if the person is not away."""

    away_from = DateField(required=False, label="First day away")
    until = DateField(required=False, label="Until", help_text="The last day you're away.")
    stands_in = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        label="Backup",
        empty_label="No one",
        help_text="They also get your notices for requests they have access to.",
    )

    def __init__(self, *args: object, actor: Actor, away: Away | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        self._today = clock.today(actor.time_zone)
        if away is not None:
            names = ("away_from", "until", "stands_in")
            self.initial.update({name: getattr(away, name) for name in names})
        people = self.fields["stands_in"]
        assert isinstance(people, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker
        people.queryset = possible_stand_ins(actor, clock.now())

    def clean(self) -> dict[str, object]:
        """Check that all three are given or none, in order, and not in the past."""
        given = super().clean() or {}
        names = ("away_from", "until", "stands_in")
        if self.errors or not any(given.get(name) for name in names):
            return given
        for name in names:
            if not given.get(name):
                self.add_error(
                    name, "Fill in this field too, or clear all three if you aren't away."
                )
        if self.errors:
            return given
        if given["until"] < given["away_from"]:
            self.add_error("until", "Enter a last day on or after the first day.")
        elif given["until"] < self._today:
            self.add_error("until", "Enter today or a later date.")
        return given
