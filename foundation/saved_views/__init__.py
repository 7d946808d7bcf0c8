"""Saved views: a list's filters under a name, which can be shared and watched for new rows."""
