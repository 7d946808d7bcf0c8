"""Every reusable question about updates and the caseload."""
