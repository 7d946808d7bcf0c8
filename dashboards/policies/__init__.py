"""Decide what is shown to whom, with pure functions."""
