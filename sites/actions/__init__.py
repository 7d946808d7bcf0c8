"""The only code that writes the sites app's tables."""
