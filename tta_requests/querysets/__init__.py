"""Reusable queries about requests."""
