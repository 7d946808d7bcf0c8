"""Row-level security: which actor a transaction acts for, and which rows the database shows."""
