"""What the API of briefs, summaries, and reports reads and shows."""
