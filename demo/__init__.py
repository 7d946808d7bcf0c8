"""Invented sites, people and work: a demonstration, and rows for measurements; refused in production."""
