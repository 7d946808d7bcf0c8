"""Rows of applications as words: no query, no write, no HTTP."""
