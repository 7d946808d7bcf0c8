"""The only writers of the engagements room."""
