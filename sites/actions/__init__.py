"""The only writers of the sites room."""
