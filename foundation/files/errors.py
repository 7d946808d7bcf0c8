"""Reasons why a file is refused or withheld, in the reader's words."""

from foundation.files.enums import KEPT
from foundation.workflow.errors import DomainError, InvalidInput


class FileRefused(InvalidInput):
    """A file the portal does not store; 422, with what to do about it."""

    message = (
        f"The portal doesn't accept this type of file. It accepts {KEPT} files. "
        "Save yours as one of these types, then upload it again."
    )


class Damaged(FileRefused):
    """A file that starts like an accepted kind but does not continue like one."""

    message = (
        "This file is damaged or incomplete. Open it, save it again, then upload the new file."
    )


class Disguised(FileRefused):
    """A file with another file hidden before, inside or after it."""

    message = (
        "This file contains hidden content. "
        "Save it again with the program you made it with, then upload the new file."
    )


class Programmed(FileRefused):
    """A file with macros, controls or objects that start other programs."""

    message = (
        "This file contains macros, controls, or embedded objects. "
        "Save it without them, then upload it again."
    )


class Reaching(FileRefused):
    """A file that loads something from another machine when it is opened."""

    message = (
        "This file loads content from somewhere else when it opens, such as a template or a "
        "linked picture. Embed or remove the links, save the file, then upload it again."
    )


class Scripted(FileRefused):
    """A PDF that runs a script or program."""

    message = (
        "This PDF contains scripts or starts other programs. "
        "Print it to a new PDF file, then upload that one."
    )


class Protected(FileRefused):
    """A PDF whose encryption hides what it does."""

    message = (
        "This PDF is protected, so it can't be checked for scripts. "
        "Save it without a password or restrictions, then upload it again."
    )


class Locked(FileRefused):
    """A file that needs a password and so cannot be checked."""

    message = (
        "This file is locked with a password or saved in an old Office format. "
        "Save it as .docx, .xlsx, or .pptx without a password, then upload it again."
    )


class Mail(FileRefused):
    """A message saved from a mail program, whose attachments can't be checked."""

    message = (
        "The portal doesn't accept saved email messages, because it can't check what is attached to "
        "them. Print the message to a PDF file and upload that. Upload its attachments one by one."
    )


class Swollen(FileRefused):
    """A file that unpacks to far more than a document needs."""

    message = (
        "This file expands to far more data than a document needs. "
        "Save it again or split it, then upload it again."
    )


class Contaminated(FileRefused):
    """A file with the test pattern that every virus scanner knows."""

    message = "This file contains a virus scanner test pattern. It was not saved."


class NoRoom(DomainError):
    """The disk is full; 507, because nothing is wrong with the request."""

    status = 507
    message = (
        "The portal doesn't have room for this file right now. Nothing was saved. "
        "We've been notified. Upload it again in an hour."
    )


class StillChecked(DomainError):
    """A file that the scanner has not finished checking."""

    message = "This file is still being checked for viruses. Try again in a minute."


class Withheld(DomainError):
    """A file in which the scanner found a virus; the content is deleted."""

    message = "The virus scanner found something in this file, so you can't download it."
