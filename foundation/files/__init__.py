"""Files that people hand in: what may be kept, where it lies, whether a scanner has seen it, how it leaves.

Nothing here knows the program. A room inherits ``models.StoredFile``, checks what arrived with
``fields.CheckedFileField``, keeps it with ``actions.keep`` and sends it with ``serve.attachment``.
"""
