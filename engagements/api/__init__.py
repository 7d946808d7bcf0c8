"""The API of engagements."""
