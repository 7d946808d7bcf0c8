"""The commands of the accounts app."""
