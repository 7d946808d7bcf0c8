"""The matrix's world serves here too: everybody, and a row of every kind."""

from tests.matrix.conftest import world  # noqa: F401 -- a fixture
