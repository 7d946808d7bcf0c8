"""The API's own parts: tokens, problems, pages, entity tags, keys that make a call count once, the schema."""
