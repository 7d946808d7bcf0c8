"""The components' tags, one module per family; ``templatetags.ui`` joins them into one library."""
