"""Small apps that know nothing of the program."""
