"""The catalogue's pages, one file a page."""
