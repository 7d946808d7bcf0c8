"""What of requests needs people, in words: one cause a step that is waited for (PRODUCT section 5)."""

from tta_requests.needs import partners, requests

__all__ = ["partners", "requests"]
