"""Who takes part: applications, selection, places, electives, money and the learning record."""
