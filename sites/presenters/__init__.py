"""Presenters of the sites app: they turn rows into text and panels, without queries or HTTP."""
