"""The API of grants, on the same forms and actions as the pages."""
