"""Communities in the API: explicit fields, read-only by default."""
