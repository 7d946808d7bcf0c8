"""What in requests needs people, in words: one cause for each step that is waited for (PRODUCT section 5)."""

from tta_requests.needs import partners, requests

__all__ = ["partners", "requests"]
