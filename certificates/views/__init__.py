"""Pages of what people take home."""
