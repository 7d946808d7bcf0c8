"""The API of updates, planned contacts, and leave."""
