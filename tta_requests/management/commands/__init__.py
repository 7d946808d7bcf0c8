"""Commands of the requests room."""
