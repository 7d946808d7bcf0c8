"""Presenters of pages across apps: text and drawings from pure functions."""
