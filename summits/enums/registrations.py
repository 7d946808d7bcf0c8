"""Kinds and states of registrations, and how people take part."""

from django.db import models

from summits.enums.summits import State

# People are nominated and register from when registration opens until the first day.
REGISTERING = (State.REGISTRATION_OPEN, State.AGENDA_LOCKED)
# A place can be given back until the summit is over.
LEAVING = (*REGISTERING, State.LIVE)


class Kind(models.TextChoices):
    """As what a person comes to a summit."""

    DELEGATE = "delegate", "Delegate"
    ALUMNI = "alumni", "Alumni"
    GUEST = "guest", "Guest of a site"
    FEDERAL = "federal", "Federal law enforcement"
    PROVIDER = "provider", "TTA provider"
    STAFF = "staff", "DOJ staff"
    SPEAKER = "speaker", "Speaker"


# The kinds whose registrations belong to a site; the others belong to the program alone.
OF_SITES = (Kind.DELEGATE, Kind.ALUMNI, Kind.GUEST)


class Registered(models.TextChoices):
    """How far a registration is."""

    NOMINATED = "nominated", "Nominated"
    INVITED = "invited", "Invited"
    CONFIRMED = "confirmed", "Confirmed"
    WAIT_LISTED = "wait-listed", "On the wait-list"
    DECLINED = "declined", "Declined"
    CANCELED = "canceled", "Canceled"
    SUBSTITUTED = "substituted", "Replaced"


# States in which the person has not answered yet.
UNANSWERED = (Registered.NOMINATED, Registered.INVITED)
# States in which a registration holds its site's seat.
HOLDING = (*UNANSWERED, Registered.CONFIRMED, Registered.WAIT_LISTED)


class Attendance(models.TextChoices):
    """Whether a person comes to the place of the summit."""

    IN_PERSON = "in-person", "In person"
    VIRTUAL = "virtual", "Virtually"
