"""The liaison's log: updates with what belongs to them, how often they are due, and their hours."""

from liaisons.models.contact_standards import ContactStandard
from liaisons.models.files import UpdateFile
from liaisons.models.links import UpdateArea, UpdateCommitment, UpdateParticipant
from liaisons.models.monthly_hours import MonthlyHours
from liaisons.models.planned_contacts import PlannedContact, PlannedContactQuerySet
from liaisons.models.update_requests import UpdateRequest
from liaisons.models.updates import EngagementUpdate, EngagementUpdateQuerySet

__all__ = [
    "ContactStandard",
    "EngagementUpdate",
    "EngagementUpdateQuerySet",
    "MonthlyHours",
    "PlannedContact",
    "PlannedContactQuerySet",
    "UpdateArea",
    "UpdateCommitment",
    "UpdateFile",
    "UpdateParticipant",
    "UpdateRequest",
]
