"""Row-level security: who acts, and which rows the database shows."""
