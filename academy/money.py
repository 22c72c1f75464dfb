"""Money is Decimal, in EUR, to the cent."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def euros(value: Decimal | int | str) -> Decimal:
    """``value`` rounded half up to the cent. A float is refused: it cannot hold a cent exactly."""
    if isinstance(value, float):
        raise TypeError("money is never a float")
    return Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)


def share(amount: Decimal, percent: int) -> Decimal:
    """``percent`` per cent of ``amount``, to the cent: 50 % of 2,720.01 is 1,360.01."""
    return euros(amount * percent / 100)
