"""Pages that read across all rooms: home, my day."""
