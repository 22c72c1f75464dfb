"""What was agreed when a place was given; it stays as it was, whatever the edition says later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from catalogue.rules.cancellation import Policy


@dataclass(frozen=True)
class Part:
    """One part of the price, such as ``tuition`` or ``subsistence``, in EUR."""

    kind: str
    amount: Decimal


@dataclass(frozen=True)
class Needed:
    """How much of one kind of work completes the edition: a ``number``, or a ``percent`` of all there is."""

    kind: str
    amount: int
    unit: str = "number"

    def of(self, planned: int) -> int:
        """How many that are when ``planned`` are held: 80 per cent of 3 are 3, of 10 are 8; at least one."""
        return self.amount if self.unit == "number" else max(-(-self.amount * planned // 100), 1)


@dataclass(frozen=True)
class Terms:
    """Price, cancellation policy and requirements of one place.

    ``kind`` says of which kind of participant the price is, in every language; it is empty for the usual price.
    """

    parts: tuple[Part, ...]
    policy: Policy
    requirements: tuple[Needed, ...]
    kind: Mapping[str, str] = field(default_factory=dict)
    participation: int | None = field(default=None, repr=False)  # per cent of all of them; it changes no fingerprint

    def kind_in(self, language: str) -> str:
        """The kind of participant in a language; empty for the usual price."""
        return self.kind.get(language) or next(iter(self.kind.values()), "")

    @property
    def price(self) -> Decimal:
        """The course price in EUR: the sum of its parts."""
        return sum((part.amount for part in self.parts), Decimal("0.00"))

    @property
    def fingerprint(self) -> str:
        """What a form carries along, so that a person agrees to the very terms that were shown."""
        return sha256(repr(self).encode()).hexdigest()[:16]
