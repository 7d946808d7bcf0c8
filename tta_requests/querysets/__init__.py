"""Every reusable question about requests."""
