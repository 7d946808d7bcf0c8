"""The only writers of requests: each joins its caller's transaction."""
