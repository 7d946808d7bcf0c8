"""Every reusable question that reads across rooms."""
