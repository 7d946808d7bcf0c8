"""Parts of the API that every resource shares: tokens, problems, pages, entity tags, schema."""
