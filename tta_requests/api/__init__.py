"""The API of requests: thin views over the pages' own querysets, policies, forms and actions."""
