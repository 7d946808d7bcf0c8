"""The commands of the tenancy app."""
