"""The liaison's log: updates, their core areas and requests, and how often they are due."""

from liaisons.models.contact_standards import ContactStandard
from liaisons.models.links import UpdateArea, UpdateParticipant, UpdateRequest
from liaisons.models.planned_contacts import PlannedContact, PlannedContactQuerySet
from liaisons.models.updates import EngagementUpdate, EngagementUpdateQuerySet

__all__ = [
    "ContactStandard",
    "EngagementUpdate",
    "EngagementUpdateQuerySet",
    "PlannedContact",
    "PlannedContactQuerySet",
    "UpdateArea",
    "UpdateParticipant",
    "UpdateRequest",
]
