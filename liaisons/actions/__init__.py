"""The only writers of the liaisons' log."""
