"""Everything that the site holds, as one file: the database and the private files, and putting them back elsewhere."""
