"""Writes on people (create, change, deactivate, absences), their sessions and their secrets.

Sessions are ended, devices remembered, stored secrets encrypted again.
"""

from foundation.accounts.actions.absences import come_back, go_away, lose_backup
from foundation.accounts.actions.people import keep, last_visit, note_visit
from foundation.accounts.actions.secrets import renew_secrets, reset_second_factor
from foundation.accounts.actions.sessions import (
    end_session,
    end_sessions,
    know_device,
    note_end_by_age,
    tidy,
)
from foundation.accounts.actions.staff_roles import (
    REMINDED_AT,
    approve_role,
    decline_role,
    lapse_role,
    withdraw_role,
)

__all__ = [
    "REMINDED_AT",
    "approve_role",
    "come_back",
    "decline_role",
    "end_session",
    "end_sessions",
    "go_away",
    "keep",
    "know_device",
    "lapse_role",
    "last_visit",
    "lose_backup",
    "note_end_by_age",
    "note_visit",
    "renew_secrets",
    "reset_second_factor",
    "tidy",
    "withdraw_role",
]
