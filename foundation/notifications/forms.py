"""The form for mail preferences."""

from typing import Any

from django import forms

from foundation.notifications.enums import MailWish
from foundation.ui.forms import RadioTiles, TimeField


class PreferenceForm(forms.Form):
    """When mail comes, and the quiet hours."""

    email = forms.ChoiceField(
        label="Send me email",
        error_messages={"required": "Choose when we email you."},
        choices=MailWish.choices,
        widget=RadioTiles,
        help_text="The daily digest is one email on business mornings with what needs you and what's new; critical "
        "emails still come at once. If you choose “Never,” you still get email about your account and security.",
    )
    quiet_from = TimeField(label="Quiet hours start", required=False)
    quiet_until = TimeField(label="Quiet hours end", required=False)

    def clean(self) -> dict[str, Any]:
        """Check that quiet hours have both ends, and that the ends differ."""
        given = super().clean() or {}
        start, end = given.get("quiet_from"), given.get("quiet_until")
        if self.errors:
            return given
        if (start is None) != (end is None):
            missing = "quiet_from" if start is None else "quiet_until"
            self.add_error(
                missing,
                "Quiet hours need a start and an end. Enter this time, or clear the other one.",
            )
        elif start is not None and start == end:
            self.add_error("quiet_until", "Quiet hours can't start and end at the same time.")
        return given
