"""From a published file to rows of figures, without the database.

``files.read`` is the door: it finds the header, says what each column holds, checks each row, and
returns what can be imported, what was refused, and what is worth a look, each with its line.
"""
