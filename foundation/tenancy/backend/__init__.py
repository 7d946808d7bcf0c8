"""Django's PostgreSQL backend, which also sets the actor of each transaction."""
