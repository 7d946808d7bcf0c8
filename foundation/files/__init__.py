"""Uploaded files: which may be stored, where, whether they were scanned, and how they are sent.

Nothing here knows the program. An app inherits ``models.StoredFile``, checks an upload with
``fields.CheckedFileField``, stores it with ``actions.keep`` and sends it with ``serve.attachment``.
"""
