"""What changes the catalogue: every transaction is here."""
