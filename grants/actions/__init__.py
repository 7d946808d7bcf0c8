"""All writes of grants."""
