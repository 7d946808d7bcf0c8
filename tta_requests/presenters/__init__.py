"""Presenters turn rows into words, panels, and charts, without queries or HTTP."""
