"""Tests of the engagements app."""
