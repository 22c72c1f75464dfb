"""What pytest loads first."""

pytest_plugins = ["academy.testing.fixtures"]
