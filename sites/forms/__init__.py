"""Forms of the sites app."""

from sites.forms.absences import AwayForm
from sites.forms.agencies import AgencyForm, RetireForm
from sites.forms.contacts import ContactForm, contact_names, contact_of
from sites.forms.people import (
    AcceptForm,
    BreakGlassForm,
    ChooseSiteForm,
    DecisionForm,
    EndForm,
    HandoverNoteForm,
    InviteForm,
    roster_names,
    roster_of,
)
from sites.forms.successions import HandOverForm

__all__ = [
    "AcceptForm",
    "AgencyForm",
    "AwayForm",
    "BreakGlassForm",
    "ChooseSiteForm",
    "ContactForm",
    "DecisionForm",
    "EndForm",
    "HandOverForm",
    "HandoverNoteForm",
    "InviteForm",
    "RetireForm",
    "contact_names",
    "contact_of",
    "roster_names",
    "roster_of",
]
