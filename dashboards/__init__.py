"""Pages that read across all apps: home, my day, search, workspace."""
