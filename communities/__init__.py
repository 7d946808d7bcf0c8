"""Communities of practice: peers of several sites who meet on fixed days and write to each other."""
