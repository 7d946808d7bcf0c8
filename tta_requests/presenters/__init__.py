"""What turns rows into words, panels and charts: no query, no HTTP."""
