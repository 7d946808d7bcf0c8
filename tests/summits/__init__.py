"""Tests of the summits app."""
