"""Exchanges in words: rows in, frozen values out; no query, no write."""
