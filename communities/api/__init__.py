"""The API of communities, on the same forms and actions as the pages."""
