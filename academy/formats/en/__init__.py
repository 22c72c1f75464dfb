"""English as the Centre writes it."""
