"""How a process of its own reaches a test's database."""

from urllib.parse import quote, urlencode

from django.db import connections


def address_of(alias: str = "default") -> str:
    """Return a DATABASE_URL of this test's database, by host or socket as the test connects."""
    at = connections[alias].get_connection_params()
    user, password = quote(at["user"]), quote(at["password"])
    query = urlencode({key: at[key] for key in ("host", "port") if at.get(key)})
    return f"postgres://{user}:{password}@/{at['dbname']}?{query}"
