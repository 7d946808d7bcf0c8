"""Commands of the tenancy room."""
