"""Why a file is not taken or not handed out, in the reader's words."""

from foundation.files.enums import KEPT
from foundation.workflow.errors import DomainError, InvalidInput


class FileRefused(InvalidInput):
    """The portal does not keep this file; 422, with what to do about it."""

    message = (
        f"The portal doesn't accept this type of file. It accepts {KEPT} files. "
        "Save yours as one of these types, then upload it again."
    )


class Damaged(FileRefused):
    """It begins like a kind that is kept and does not go on like one."""

    message = (
        "This file is damaged or incomplete. Open it, save it again, then upload the new file."
    )


class Disguised(FileRefused):
    """Another file is hidden before, inside or behind it."""

    message = (
        "This file contains hidden content. "
        "Save it again with the program you made it with, then upload the new file."
    )


class Programmed(FileRefused):
    """It brings macros, controls or objects that start other programs."""

    message = (
        "This file contains macros, controls, or embedded objects. "
        "Save it without them, then upload it again."
    )


class Reaching(FileRefused):
    """It loads something from another machine as it is opened."""

    message = (
        "This file loads content from somewhere else when it opens, such as a template or a "
        "linked picture. Embed or remove the links, save the file, then upload it again."
    )


class Scripted(FileRefused):
    """A PDF that runs something."""

    message = (
        "This PDF contains scripts or starts other programs. "
        "Print it to a new PDF file, then upload that one."
    )


class Protected(FileRefused):
    """A PDF whose protection hides what it does."""

    message = (
        "This PDF is protected, so it can't be checked for scripts. "
        "Save it without a password or restrictions, then upload it again."
    )


class Locked(FileRefused):
    """It needs a password, so nobody could check it."""

    message = (
        "This file is locked with a password or saved in an old Office format. "
        "Save it as .docx, .xlsx, or .pptx without a password, then upload it again."
    )


class Swollen(FileRefused):
    """It unpacks to far more than a document needs."""

    message = (
        "This file expands to far more data than a document needs. "
        "Save it again or split it, then upload it again."
    )


class Contaminated(FileRefused):
    """It is what every virus scanner knows."""

    message = "This file contains a virus scanner test pattern. It was not saved."


class NoRoom(DomainError):
    """The disk is full; 507, because nothing about the request is wrong."""

    status = 507
    message = (
        "The portal doesn't have room for this file right now. Nothing was saved. "
        "We've been notified. Upload it again in an hour."
    )


class StillChecked(DomainError):
    """The scanner has not answered yet."""

    message = "This file is still being checked for viruses. Try again in a minute."


class Withheld(DomainError):
    """The scanner found something; the content is gone."""

    message = "The virus scanner found something in this file, so you can't download it."
