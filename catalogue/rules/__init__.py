"""The catalogue's rules: plain functions, no database, no clock."""
