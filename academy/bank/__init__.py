"""What banks hand out: statements, read into lines of money that came in."""
