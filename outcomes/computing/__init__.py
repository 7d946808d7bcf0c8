"""Trends computed from counts, without the database. It needs scipy, so that jobs import it and pages don't."""
