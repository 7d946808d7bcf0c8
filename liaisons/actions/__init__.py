"""The only code that writes the liaisons' log."""
