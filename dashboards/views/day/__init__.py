"""My day: one module a kind of reader, each a few sources of what needs them."""
