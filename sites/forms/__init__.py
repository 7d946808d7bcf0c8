"""Forms of the sites room."""

from sites.forms.contacts import ContactForm, contact_of
from sites.forms.people import (
    AcceptForm,
    AwayForm,
    BreakGlassForm,
    EndForm,
    InviteForm,
    roster_of,
)

__all__ = [
    "AcceptForm",
    "AwayForm",
    "BreakGlassForm",
    "ContactForm",
    "EndForm",
    "InviteForm",
    "contact_of",
    "roster_of",
]
