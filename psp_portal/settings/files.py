"""Files that people hand in: where they lie, how long one may be, who looks for viruses."""

from psp_portal.settings.environment import ENV

# Outside STATIC_ROOT and never served by a web server: each file goes through a view's policy.
FILES_ROOT = ENV.files
FILES_MAX_BYTES = 25 * 1024 * 1024
# Nothing is scanned where there is no address; pages say so at each file.
CLAMAV_ADDRESS = ENV.clamav

# Straight to the disk beside the store, never into memory or a small /tmp.
FILE_UPLOAD_HANDLERS = ["foundation.files.uploads.ToDisk"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
