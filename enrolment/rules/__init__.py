"""The rules of taking part: plain functions over frozen values; no database, no clock."""
