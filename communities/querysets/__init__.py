"""Queries of the communities app over several models."""
