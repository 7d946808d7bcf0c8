"""Tests that the shipped reference files have what they promise."""
