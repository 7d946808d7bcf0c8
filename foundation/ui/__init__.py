"""USWDS in Django: components, forms, the page shell."""
