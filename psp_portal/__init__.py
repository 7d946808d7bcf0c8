"""The composition root: settings, URLs, processes. Nothing imports it."""

import gc

# Every process begins here. What it loads stays, and Django's objects live for a request: nearly all are freed
# without the collector, which by default looks after every 700 that are not, for a fifth of a process's start.
gc.set_threshold(20_000, 20, 20)
