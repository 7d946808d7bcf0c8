"""User stories in a real browser."""
