"""The rules of certificates: plain functions; no database, no clock, no chance."""
