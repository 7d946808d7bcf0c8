"""Serializers of the API of requests: explicit fields, read-only in output."""
