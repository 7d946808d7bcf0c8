"""Invented sites, people, and work for demonstrations, and bulk rows for benchmarks; refused in production."""
