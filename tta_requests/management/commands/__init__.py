"""Management commands of requests."""
