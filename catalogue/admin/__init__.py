"""The catalogue at the desk, by capability."""

from catalogue.admin import course, criterion, edition, passage, phase, rate, session, terms

__all__ = ["course", "criterion", "edition", "passage", "phase", "rate", "session", "terms"]
