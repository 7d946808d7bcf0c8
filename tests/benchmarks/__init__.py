"""Measurements at scale, run by ``make bench`` only: plan shapes and pages read, never seconds."""
