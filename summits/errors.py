"""Refusals of the summits app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class NotYourSummit(NotAllowed):
    """Only Program Managers may do this, or people who organize this summit."""

    message = "Only a Program Manager or an organizer of this summit can do this."


class ManagersOnly(NotAllowed):
    """Only Program Managers may do this."""

    message = "Only a Program Manager can do this."


class ImportedOnly(Refused):
    """An imported summit is shown as it was published."""

    message = "This summit was imported from published pages. It can't be changed in the portal."


class Over(Refused):
    """A summit that is over or canceled isn't changed any more."""

    message = "This summit is over or canceled, so it can't be changed."


class SlugTaken(InvalidInput):
    """Another summit has this name in addresses."""

    message = "Another summit has this web address. Enter a different one, such as 2027-fall."


class UnlikelyDays(InvalidInput):
    """The days of a summit or a gate can't be right."""

    message = "Enter a last day on or after the first day."


class AgendaInUse(InvalidInput):
    """Sessions on the agenda would be on other times, or outside the summit's days."""

    message = "Sessions on the agenda would be at other times. Take them off the agenda first."


class PlaceNeeded(InvalidInput):
    """People who can register must know where to go."""

    message = "Registration is open, so the city and the venue are needed."


class NotAPerson(InvalidInput):
    """No active account has this email address."""

    message = "No active account has this email address. Invite the person first."


class AlreadyGranted(Refused):
    """The person already has this role at the summit in this period."""

    message = "This person already has that role at the summit in this period."


class RoomTaken(Refused):
    """Another session is in the room at that time; the sentence names it."""

    message = "Another session is in this room at that time. Choose another room or time."


class SpeakerTaken(Refused):
    """A speaker of the session speaks in another one at that time; the sentence names it."""

    message = "A speaker of this session is in another one at that time. Choose another time."


class UnlikelyTimes(InvalidInput):
    """A session's times can't be right."""

    message = "Enter an end after the start."


class NameTaken(InvalidInput):
    """Another room or speaker of the summit has this name."""

    message = "This name is already used at this summit. Enter a different one."


class RoomInUse(Refused):
    """Sessions are in the room; the sentence names them."""

    message = "Sessions are in this room. Move them first."


class SpeakerInUse(Refused):
    """The speaker is named in sessions; the sentence names them."""

    message = "Sessions name this speaker. Take the speaker off them first."


class NoSpeakersAccount(InvalidInput):
    """The account has no speaker role at the summit."""

    message = (
        "No person with the speaker role at this summit has this email address. "
        "A Program Manager gives that role on the summit's page."
    )


class NotYourNote(NotAllowed):
    """Notes are written by the people of a site, and changed by their authors."""

    message = "Only people with a seat at the site can write notes for it, and only the author can change one."


class NotesClosed(Refused):
    """Notes are written from the summit's first day."""

    message = "Notes can be written from the summit's first day, unless it is canceled."


class SessionFull(Refused):
    """Every seat of the session's room is taken."""

    message = "Every seat of this session is taken. Choose another session."


class NotPlaced(Refused):
    """A session without a room and a time can't be chosen."""

    message = "This session has no time yet. You can choose it once it's on the agenda."


class AlreadyCopied(Refused):
    """Sessions are copied into an empty agenda only."""

    message = "This summit already has sessions. An agenda is copied only into an empty one."
