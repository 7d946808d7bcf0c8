"""The clock, business time, federal holidays and closures."""
