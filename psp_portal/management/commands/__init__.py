"""Commands across all apps."""
