"""The only writers of the summits app."""
