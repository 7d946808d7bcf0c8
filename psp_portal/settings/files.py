"""Uploaded files: where they are stored, how large one may be, and the virus scanner."""

from psp_portal.settings.environment import ENV

# Outside STATIC_ROOT and never served by a web server: each file goes through a view's policy.
FILES_ROOT = ENV.files
FILES_MAX_BYTES = 25 * 1024 * 1024
# Without an address nothing is scanned; pages say so with each file.
CLAMAV_ADDRESS = ENV.clamav

# Straight to the disk of the store, never into memory or a small /tmp.
FILE_UPLOAD_HANDLERS = ["foundation.files.uploads.ToDisk"]
# A form says itself how many it takes; this is only where the portal stops reading.
DATA_UPLOAD_MAX_NUMBER_FILES = 10
