"""People who sign in: one account per e-mail address, roles for staff."""
