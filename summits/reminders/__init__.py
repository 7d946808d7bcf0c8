"""Reminders of summits."""

from summits.reminders.gates import GateAhead

__all__ = ["GateAhead"]
