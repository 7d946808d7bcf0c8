"""Fixtures of the tests of people who leave: requests in the middle of things."""

from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture
