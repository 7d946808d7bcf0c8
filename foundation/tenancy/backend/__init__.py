"""Django's PostgreSQL backend, which also says who acts."""
