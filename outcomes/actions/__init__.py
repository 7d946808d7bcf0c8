"""The only writers of the outcomes app."""
