"""What turns the rows of a site's team into words and panels: no query, no HTTP."""
