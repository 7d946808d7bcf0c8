"""Every page in a real browser: accessibility, policy, width, keyboard."""
