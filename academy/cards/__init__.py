"""Paying by card: what any provider must do, and the one that is set, if any.

No card ever touches this site: one pays on the provider's page, and the provider tells us by a signed notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.conf import settings


@dataclass(frozen=True)
class Order:
    """What is to be paid: ``amount`` in EUR for ``what``, by whom, and where the provider's page leads back to."""

    key: str
    amount: Decimal
    what: str
    email: str
    language: str
    done_url: str
    back_url: str


@dataclass(frozen=True)
class Checkout:
    """The provider's page for one order, and the provider's name for it."""

    key: str
    url: str


@dataclass(frozen=True)
class Notice:
    """What the provider tells: the ``event`` has a key of its own, and may be told again and out of order.

    When it tells of money, ``paid`` is true, ``order`` is the key of ours that was paid, and the sum is in
    ``currency`` (ISO 4217); else it tells of nothing that matters here.
    """

    event: str
    kind: str
    paid: bool = False
    order: str = ""
    checkout: str = ""
    amount: Decimal = Decimal(0)
    currency: str = ""
    payer: str = ""
    number: str = ""


class Forged(Exception):
    """A notice that the provider did not sign."""


class Away(Exception):
    """The provider cannot be reached, or does not take the order."""


class Provider(Protocol):
    """A company that takes cards."""

    name: str

    def checkout(self, order: Order) -> Checkout:
        """A page on which the order is paid; the same order asked again is the same page. Raises Away."""

    def notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """What a notice tells. Raises Forged unless the provider signed it just now."""


def provider() -> Provider | None:
    """The provider that the settings name; None: nobody pays by card here."""
    if not settings.STRIPE_SECRET_KEY:
        return None
    from academy.cards.checkout import Stripe

    return Stripe(settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API)
