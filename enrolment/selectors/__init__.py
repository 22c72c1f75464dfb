"""What the pages of this app read, in a number of queries that does not grow with the rows."""
