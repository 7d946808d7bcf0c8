"""The one thing this room writes: the invented data of a demonstration, through other rooms' actions."""
