"""The API: tokens, problems, versions, keys, and what each resource shows and does."""
