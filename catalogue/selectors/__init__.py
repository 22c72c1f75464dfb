"""What each page shows, in a number of queries that does not grow with the rows."""
