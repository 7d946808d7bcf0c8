"""Why a file is not taken or not handed out, in the reader's words."""

from foundation.files.enums import KEPT
from foundation.workflow.errors import DomainError, InvalidInput


class FileRefused(InvalidInput):
    """The portal does not keep this file; 422, with what to do about it."""

    message = (
        f"The portal does not keep files of this kind. It keeps {KEPT} files. "
        "Save it as one of these, then send it again."
    )


class Damaged(FileRefused):
    """It begins like a kind that is kept and does not go on like one."""

    message = "This file is damaged or incomplete. Open it, save it again, then upload the new file."


class Disguised(FileRefused):
    """Another file is hidden before, inside or behind it."""

    message = (
        "This file carries something else besides what it shows. "
        "Save it again with the program it was made with, then send the new one."
    )


class Programmed(FileRefused):
    """It brings macros, controls or objects that start other programs."""

    message = (
        "This file carries macros, controls or embedded objects. "
        "Save it without them, then send it again."
    )


class Reaching(FileRefused):
    """It loads something from another machine as it is opened."""

    message = (
        "This file loads something from another place when it is opened, such as a template or a "
        "linked picture. Embed or remove what is linked, save it, then send it again."
    )


class Scripted(FileRefused):
    """A PDF that runs something."""

    message = (
        "This PDF carries scripts, or starts other programs. "
        "Print it to a new PDF file, then send that one."
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
        "This file unpacks to far more than a document needs. "
        "Save it again, or split it, then send it again."
    )


class Contaminated(FileRefused):
    """It is what every virus scanner knows."""

    message = "This file contains a virus scanner test pattern. It was not saved."


class NoRoom(DomainError):
    """The disk is full; 507, because nothing about the request is wrong."""

    status = 507
    message = (
        "The portal has no room for this file at the moment. Nothing of it was kept. "
        "We have been told; please send it again in an hour."
    )


class StillChecked(DomainError):
    """The scanner has not answered yet."""

    message = "This file is still being checked for viruses. Try again in a minute."


class Withheld(DomainError):
    """The scanner found something; the content is gone."""

    message = "The virus scanner found something in this file, so you can't download it."
