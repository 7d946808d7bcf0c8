"""Fault tests: real processes killed at random moments. ``make chaos`` runs ``chaos.py``."""
