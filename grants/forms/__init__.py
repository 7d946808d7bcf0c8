"""Forms of grants: input to clean values."""
