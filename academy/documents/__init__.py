"""Private files: bytes, their hash, and what they were made from."""
