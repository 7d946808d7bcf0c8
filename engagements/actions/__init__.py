"""The only code that writes the engagements app's tables."""
