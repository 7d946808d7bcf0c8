"""Saved views: a list's filters under a name, shared, and watched for what is new."""
