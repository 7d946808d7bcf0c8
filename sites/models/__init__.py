"""The site (the tenant), its people and the reference data."""

from sites.models.agencies import SiteAgency
from sites.models.approvals import SeatApproval
from sites.models.break_glass import BreakGlass
from sites.models.contacts import Contact
from sites.models.handovers import HandoverNote
from sites.models.invitations import Invitation
from sites.models.memberships import Membership
from sites.models.places import Site, SiteQuerySet
from sites.models.reference import CoreArea, District, FieldOffice, Principle, PublicForm, State

__all__ = [
    "BreakGlass",
    "Contact",
    "CoreArea",
    "District",
    "FieldOffice",
    "HandoverNote",
    "Invitation",
    "Membership",
    "Principle",
    "PublicForm",
    "SeatApproval",
    "Site",
    "SiteAgency",
    "SiteQuerySet",
    "State",
]
