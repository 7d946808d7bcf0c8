"""Queries of the exchanges app over several models."""
