"""Minimal valid rows, one module for each app."""
