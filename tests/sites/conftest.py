"""Fixtures of other rooms: requests in the middle of things, and the statements of a page."""

from tests.dashboards.conftest import statements_of  # noqa: F401 -- a fixture
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture
