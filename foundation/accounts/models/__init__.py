"""The portal's users: people, their organizations, role approvals and sessions."""

from foundation.accounts.models.absences import Away
from foundation.accounts.models.approvals import DECISION_IS_WHOLE, Approval, decided_by_another
from foundation.accounts.models.organizations import Organization
from foundation.accounts.models.people import LastVisit, User
from foundation.accounts.models.sessions import (
    AGENT_LENGTH,
    KnownDevice,
    PortalSession,
    PortalSessionQuerySet,
)
from foundation.accounts.models.settings import Setting, setting
from foundation.accounts.models.staff_roles import StaffApproval

__all__ = [
    "AGENT_LENGTH",
    "DECISION_IS_WHOLE",
    "Approval",
    "Away",
    "KnownDevice",
    "LastVisit",
    "Organization",
    "PortalSession",
    "PortalSessionQuerySet",
    "Setting",
    "StaffApproval",
    "User",
    "decided_by_another",
    "setting",
]
