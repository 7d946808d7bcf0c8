"""Grants, as the API returns them, and what it takes."""
