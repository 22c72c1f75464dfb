"""What an invoice is called and when it is due."""

from datetime import date, timedelta

LETTERS = {"pro-forma": "PF", "invoice": "IN", "credit-note": "CN", "receipt": "RC"}


def number(kind: str, year: int, serial: int) -> str:
    """The number of the ``serial``-th of a kind in a year: IN-2026-00012."""
    return f"{LETTERS[kind]}-{year}-{serial:05}"


def due(on: date, starts: date | None, days_before: int) -> date:
    """The last day on which to pay what is issued ``on`` a day, for the earliest of its editions.

    Source: the Centre's terms of payment, "in full, at least 14 days before the start". An invoice of 1 June for a
    course from 30 June is due on 16 June; one of 20 June, at once. Where no day is known it is due at once.
    """
    return max(on, starts - timedelta(days=days_before)) if starts else on
