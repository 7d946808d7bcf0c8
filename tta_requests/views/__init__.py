"""The pages of requests: one module per screen, and what several of them share."""
