"""Queries about updates and the caseload that span several models."""
