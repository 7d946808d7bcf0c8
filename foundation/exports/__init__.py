"""Lists as files: requested on a list's page, written in steps, for the requester only."""
