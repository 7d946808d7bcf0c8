"""The differences when someone else has saved a contact."""

from dataclasses import dataclass

from sites.forms import ContactForm
from sites.models import Contact


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people changed: its name, the saved text, the reader's text."""

    label: str
    theirs: str
    mine: str


def differences_of(contact: Contact, form: ContactForm) -> list[Difference]:
    """Return each field in which a valid form differs from the saved contact."""
    return [
        Difference(str(form[name].label), getattr(contact, name), mine)
        for name, mine in form.values().items()
        if getattr(contact, name) != mine
    ]
