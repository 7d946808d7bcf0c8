"""Add and remove letters of support, by the link that opens a draft."""

from uuid import UUID

from applications.actions.applications import hold_draft
from applications.actions.links import applicant
from applications.errors import TooManyLetters, TooManyUploads
from applications.models import SupportLetter
from foundation.accounts.limits import may_send
from foundation.files.actions import keep
from foundation.files.intake import Checked
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import NotFound

MAX_LETTERS = 5


@atomic_savepoint
def add(token: str, *, file: Checked) -> SupportLetter:
    """Add a letter to a draft.

    Arguments:
        file: a file that ``foundation.files.intake.check`` accepted.

    Raises:
        LinkClosed, NotADraft, RoundClosed, FormNotOffered: as ``applications.save``.
        TooManyLetters: when the draft has as many as it may.
        TooManyUploads: when many files were sent within an hour, removed ones too.
        NoRoom: when the disk is full.
    """
    with applicant(token) as (_by, link):
        held = hold_draft(link)
        if SupportLetter.objects.of_application(held.pk).count() >= MAX_LETTERS:
            raise TooManyLetters(field="file")
        if not may_send("letters", str(held.pk)):
            raise TooManyUploads
        return keep(SupportLetter(application=held), file, by_user=None)


@atomic_savepoint
def remove(token: str, pk: UUID) -> None:
    """Remove a letter from a draft, and its content from the store.

    Raises:
        LinkClosed, NotADraft, RoundClosed, FormNotOffered: as ``applications.save``.
        NotFound: when the draft has no such letter, perhaps any more.
    """
    with applicant(token) as (_by, link):
        held = hold_draft(link)
        letter = SupportLetter.objects.of_application(held.pk).filter(pk=pk).first()
        if letter is None:
            raise NotFound
        discard(letter)


def discard(letter: SupportLetter) -> None:
    """Delete a letter, and have its content removed once that is committed."""
    letter.delete()
    emit("files.discard", key=f"discard:{letter.content}", payload={"content": letter.content})
