"""Presenters of an engagement: its state on a day, and its drawing."""
