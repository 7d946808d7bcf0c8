"""Outcomes: published figures of crime and clearance, and what sites measure themselves."""
