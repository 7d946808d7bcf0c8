"""Tests of the engagements room."""
