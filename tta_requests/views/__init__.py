"""The pages of requests: one module a screen, and what several of them show."""
