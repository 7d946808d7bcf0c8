"""Presenters of the caseload and the log: they make text and cards, without queries or HTTP."""
