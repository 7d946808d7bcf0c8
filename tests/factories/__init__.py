"""Minimal valid rows, one module a room."""
