"""Intervals for small counts, computed exactly. Jobs import it; pages read what a job stored."""
