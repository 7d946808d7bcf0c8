"""The components' template tags, one module per family; ``templatetags.ui`` joins them."""
