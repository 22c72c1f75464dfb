"""Sums of money in the database."""

from django.db.models import DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce, Round

from academy.money import ZERO


def total(field: str, which: Q | None = None) -> Round:
    """EUR of ``field`` over the rows that ``which`` names, zero when there are none.

    Rounded to the cent: SQLite adds up in floating point, and what is settled would be a hair off zero.
    """
    added = Coalesce(Sum(field, filter=which), Value(ZERO), output_field=DecimalField())
    return Round(added, precision=2, output_field=DecimalField())
