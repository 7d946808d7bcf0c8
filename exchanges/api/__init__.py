"""The API of exchanges, on the same forms and actions as the pages."""
