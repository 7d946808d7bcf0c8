"""Forms of exchanges: input to clean values."""
