"""What the API of requests takes and tells: explicit fields, read only unless they are sent."""
