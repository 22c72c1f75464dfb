"""Work behind the pages. Rows are the truth; a message to the worker is only a nudge."""
