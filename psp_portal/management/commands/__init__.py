"""Commands that take every room."""
