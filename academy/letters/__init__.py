"""Outgoing mail: a row per letter, sent by the worker, swept when unsent."""
