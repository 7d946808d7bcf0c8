"""What mail a person wants."""

from typing import Any

from django import forms

from foundation.notifications.enums import MailWish
from foundation.ui.forms import RadioTiles, TimeField


class PreferenceForm(forms.Form):
    """When mail comes, and the hours without."""

    email = forms.ChoiceField(label="Send me e-mail", choices=MailWish.choices, widget=RadioTiles)
    quiet_from = TimeField(label="Quiet from", required=False)
    quiet_until = TimeField(label="Quiet until", required=False)

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both ends, and they differ."""
        given = super().clean() or {}
        start, end = given.get("quiet_from"), given.get("quiet_until")
        if self.errors:
            return given
        if (start is None) != (end is None):
            missing = "quiet_from" if start is None else "quiet_until"
            self.add_error(
                missing, "Quiet hours need both times. Fill in this one or empty the other."
            )
        elif start is not None and start == end:
            self.add_error("quiet_until", "Quiet hours end at another time than they start.")
        return given
