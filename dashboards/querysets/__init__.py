"""Queries that read across apps."""
