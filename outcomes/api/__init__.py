"""The API of outcomes."""
