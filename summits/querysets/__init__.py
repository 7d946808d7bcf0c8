"""What pages and jobs ask about summits."""
