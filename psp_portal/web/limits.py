"""What a client may take: time, size and connections. No thread waits for any of it."""

# A whole request head, from the connection (or the request's first byte) on.
HEADER_SECONDS = 10.0
# A body may take this long, and longer only while it arrives at this pace; then the last word.
BODY_SECONDS = 20.0
BODY_BYTES_A_SECOND = 1024
MAX_BODY_SECONDS = 3600.0
# A kept connection without a request. Longer than the usual 60 s of a proxy, which closes first.
IDLE_SECONDS = 75

MAX_HEADER_BYTES = 32 * 1024
# More than the portal takes (FILES_MAX_BYTES), so that its form can say so in a sentence.
MAX_BODY_BYTES = 64 * 1024 * 1024
# Longer bodies wait on the disk, all unfinished ones of a process together within this.
MAX_BODY_BYTES_IN_MEMORY = 64 * 1024
MAX_UNFINISHED_BYTES = 512 * 1024 * 1024

MAX_CONNECTIONS = 400  # a process; with as many files below the usual 1,024 descriptors
THREADS = 4
PROCESSES = 2
# Shorter than the supervisor's and Docker's patience of ten seconds.
GRACE_SECONDS = 8.0
