"""The API of what reads across rooms: briefs and summaries of sites, and the program's reports."""
