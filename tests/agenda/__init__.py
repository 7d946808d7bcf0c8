"""Tests of the calendar: the page, the feed, and that both hold the same."""
