"""Tests of the demonstration and of the rows for measurements."""
