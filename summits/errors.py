"""Refusals of the summits app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, NotFound, Refused


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

    message = "Enter the city and the venue. They're needed once registration is open."


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


class NotPlaced(Refused):
    """A session without a room and a time can't be chosen."""

    message = "This session has no time yet. You can choose it once it's on the agenda."


class SeatForThoseWhoCome(Refused):
    """A person who takes part virtually has no seat in a room."""

    message = (
        "Seats in rooms are for people who come in person. To get one, change how you take part."
    )


class AlreadyCopied(Refused):
    """Sessions are copied into an empty agenda only."""

    message = "This summit already has sessions. An agenda is copied only into an empty one."


class NotYourDelegation(NotAllowed):
    """Only the site's leadership and contacts choose its delegates."""

    message = "Only the site's executive leadership or a point of contact can choose its delegates."


class NotYourRegistration(NotAllowed):
    """Only the person who was invited answers."""

    message = "Only the person who was invited can do this."


class RegistrationClosed(Refused):
    """Registration isn't open in the summit's state, or its places aren't set."""

    message = "Registration for this summit isn't open."


class PlacesNeeded(Refused):
    """Nobody has said how many places the summit has."""

    message = "The organizers haven't set the number of places yet. Try again once they have."


class TooFewPlaces(InvalidInput):
    """More places are taken already than are to be left."""

    message = "More places than that are taken. Enter a higher number."


class SeatFilled(InvalidInput):
    """Someone already has this seat of the delegation."""

    message = "This seat is filled. Choose another seat, or replace the person in it."


class AlreadyRegistered(InvalidInput):
    """The person is already on the site's list for this summit."""

    message = "This person is already on the list for this summit. Enter a different email address."


class SiteNeeded(InvalidInput):
    """Alumni and guests come for a site, and the other kinds for none."""

    message = "Choose the site that this person comes for."


class AnsweredAlready(Refused):
    """The registration's state doesn't allow the step."""

    message = "This registration has changed, so this step is no longer available."


class SameAttendance(InvalidInput):
    """A change to the way in which the person takes part already."""

    message = "You already take part this way. Choose the other one, or cancel."


class FormNotOffered(Refused):
    """The form has no valid OMB control number, so it may not be offered (44 U.S.C. 3512)."""

    message = "This form has no valid OMB control number, so it can't be used now. Ask the summit's organizers."


class InvitationClosed(NotFound):
    """The link of an invitation was damaged or made up, or its person has an account by now."""

    message = "This link isn't valid. Sign in, or ask the person who invited you for a new one."


class NotConfirmed(Refused):
    """Only people with a confirmed place are checked in."""

    message = "This person has no confirmed place. Admit them as a walk-in if a place is free."


class CheckedIn(Refused):
    """A person who is checked in doesn't cancel, and nobody takes their seat."""

    message = "This person is checked in. Undo the check-in first."


class CheckInClosed(Refused):
    """People arrive from when the agenda is locked until the summit's wrap-up ends."""

    message = "People can be checked in once the agenda is locked, until the summit is archived."


class NotOnNow(Refused):
    """People check themselves in at a session that is on or about to begin, after the summit's door."""

    message = "You check in at the summit's door first, and at a session from half an hour before it until it ends."


class NoPlaceFree(Refused):
    """Every place is taken."""

    message = "Every place is taken. Raise the number of places first."


class OtherSummit(InvalidInput):
    """The session is of another summit."""

    message = "Choose a session of this summit."


class NotAttended(NotAllowed):
    """Feedback comes from people who were at the summit."""

    message = "Only people who were checked in, or registered virtually, can give feedback."


class FeedbackClosed(Refused):
    """Feedback is taken from a session's end, and on the whole summit in its wrap-up."""

    message = (
        "Feedback on a session opens when the session ends, and on the summit when wrap-up starts. "
        "It closes when the summit is archived."
    )


class NotYourMaterial(NotAllowed):
    """Organizers add and remove files and links; speakers those of their own sessions."""

    message = (
        "Only a Program Manager or an organizer of this summit can do this, or a speaker for their own sessions. "
        "Speakers remove only what they added."
    )


class InsecureLink(InvalidInput):
    """A link must be encrypted."""

    message = "Enter a web address that begins with https://."


class NotSpeaking(NotAllowed):
    """Speakers change themselves and their own sessions, until the agenda is locked."""

    message = (
        "You can change only your own biography and sessions, and only until the agenda is locked. "
        "Ask an organizer."
    )


class RosterTooLong(Refused):
    """A PDF of a long roster takes the server too long."""

    message = "This roster is too long for a PDF. Choose one site, or print the page."


class RemindedToday(Refused):
    """A person is invited or reminded once a day at most."""

    message = "This person was invited or reminded today. You can send another reminder tomorrow."
