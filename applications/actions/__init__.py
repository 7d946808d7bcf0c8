"""The only writers of the applications app."""
