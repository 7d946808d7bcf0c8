"""A person who uses the keyboard alone."""

import re

MAX_TABS = 120


class Hands:
    """Two hands on a keyboard, and nothing else."""

    def __init__(self, visitor):
        self.page = visitor.page
        self.visitor = visitor

    def presses(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def enters(self, key="Enter"):
        """Press Enter, or another key, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.presses(key)

    def types(self, text):
        self.page.keyboard.type(text)

    def at(self):
        """The words of what has the focus: its label or its text."""
        return self.page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " return (e.getAttribute('aria-label') || (l || e).innerText || '').trim() })()"
        )

    def tabs_to(self, words):
        """Press Tab until that has the focus."""
        for _ in range(MAX_TABS):
            self.presses("Tab")
            if re.search(words, self.at()):
                return
        raise AssertionError(f"No way by Tab to {words!r} on {self.page.url}")
