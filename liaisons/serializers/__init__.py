"""What the API of updates, planned contacts, and leave reads and shows."""
