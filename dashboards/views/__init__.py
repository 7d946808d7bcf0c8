"""The pages that read across rooms, one module a screen."""
