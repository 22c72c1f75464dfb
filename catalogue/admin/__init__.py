"""The catalogue at the desk, by capability."""

from catalogue.admin import course, coursework, criterion, edition, passage, phase, rate, session, terms

__all__ = ["course", "coursework", "criterion", "edition", "passage", "phase", "rate", "session", "terms"]
