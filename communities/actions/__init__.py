"""All writes of the communities app."""
