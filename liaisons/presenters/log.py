"""The form that logs or corrects an update: its draft, its version, and what others saved."""

from dataclasses import dataclass
from uuid import UUID

from liaisons.forms import UpdateForm
from liaisons.models import EngagementUpdate

FOLDED = ("members", "participants", "agenda", "findings", "outcome", "areas", "requests", "hours")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogForm:
    """Everything the page shows besides the form's fields.

    Attributes:
        pk: the id of the update, also before it is saved.
        version: the version that the form changes.
        draft: the reader's draft in the form; None for a new update.
        current: the update as someone else saved it; None without a conflict.
        restored: whether the draft was restored without being asked for.
        other: another draft of the reader; None without one.
        folded_open: whether the optional fields are open.
        name: the id under which the device has text for this form, where it is another one.
        copied_from: the URL that fills the form from the last update; empty without one.
        arrived: the update that was submitted under that id.
    """

    pk: UUID
    version: object
    draft: EngagementUpdate | None = None
    current: object = None
    restored: bool = False
    other: EngagementUpdate | None = None
    folded_open: bool = True
    name: UUID | None = None
    arrived: EngagementUpdate | None = None
    copied_from: str = ""

    @property
    def kept(self) -> UUID:
        """The id under which the device keeps the text."""
        return self.name or self.pk


def has_more(form: UpdateForm) -> bool:
    """Return whether an optional field is filled in or refused, so that all of them are shown."""
    return any(form[name].value() or form[name].errors for name in FOLDED) or bool(
        form["risk"].errors or form["new_files"].errors
    )
