"""What the tests of every app share; nothing of the site imports it."""
