"""The pages that read across apps, one module for each page."""
