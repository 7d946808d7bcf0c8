"""What a client may use: time, size and connections. No thread waits for any of it."""

# For a whole request head, from the connection (or the request's first byte) on.
HEADER_SECONDS = 10.0
# A body may take this long, and longer only while it arrives at this rate, up to the final limit.
BODY_SECONDS = 20.0
BODY_BYTES_A_SECOND = 1024
MAX_BODY_SECONDS = 3600.0
# For an open connection without a request. Longer than a proxy's usual 60 s, so that the proxy
# closes first.
IDLE_SECONDS = 75

MAX_HEADER_BYTES = 32 * 1024
# More than the portal accepts (FILES_MAX_BYTES), so that its form can say so in a sentence.
MAX_BODY_BYTES = 64 * 1024 * 1024
# Longer bodies are buffered on disk, all unfinished ones of a process together within this limit.
MAX_BODY_BYTES_IN_MEMORY = 64 * 1024
MAX_UNFINISHED_BYTES = 512 * 1024 * 1024

MAX_CONNECTIONS = 400  # per process; with as many files below the usual 1,024 descriptors
THREADS = 4
PROCESSES = 2
# Shorter than the ten seconds that the supervisor and Docker wait.
GRACE_SECONDS = 8.0
