"""Reminders of engagements."""

from engagements.reminders.engagement import MilestoneAhead, SustainabilityPlan

__all__ = ["MilestoneAhead", "SustainabilityPlan"]
