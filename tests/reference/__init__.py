"""The shipped reference files hold what they promise."""
