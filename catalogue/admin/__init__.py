"""The catalogue at the desk, by capability."""

from catalogue.admin import course, edition, passage, phase, terms

__all__ = ["course", "edition", "passage", "phase", "terms"]
