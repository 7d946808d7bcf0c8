"""The resource library: guides, forms, and recordings that help sites, each with an owner and a day to review it."""
