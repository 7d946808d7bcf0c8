"""What turns the caseload and the log into words and cards: no query, no HTTP."""
