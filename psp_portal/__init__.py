"""The composition root: settings, URLs, processes. Nothing imports it."""
