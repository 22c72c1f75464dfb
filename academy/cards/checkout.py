"""Stripe Checkout, through Stripe's own library. Imported only where it is set up: the library is large."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import stripe

from academy.cards import Away, Checkout, Forged, Notice, Order

TIMEOUT = 10
PAID_BY = ("checkout.session.completed", "checkout.session.async_payment_succeeded")
"""A card is paid at once; other ways that the account may allow are told of later."""


class Stripe:
    """One account, by its secret key and the secret of the endpoint for notices."""

    name = "stripe"

    def __init__(self, secret: str, webhook_secret: str, api: str) -> None:
        http = stripe.RequestsClient(timeout=TIMEOUT)
        self.client = stripe.StripeClient(secret, base_addresses={"api": api}, http_client=http, max_network_retries=1)
        self.webhook_secret = webhook_secret

    def checkout(self, order: Order) -> Checkout:
        """A session of Stripe Checkout, for cards; the order's key makes it one however often it is asked for."""
        product = {"name": order.what}
        price = {"currency": "eur", "unit_amount": int(order.amount * 100), "product_data": product}
        params: Any = {
            "mode": "payment",
            "payment_method_types": ["card"],
            "line_items": [{"quantity": 1, "price_data": price}],
            "client_reference_id": order.key,
            "customer_email": order.email,
            "locale": order.language,
            "success_url": order.done_url,
            "cancel_url": order.back_url,
        }
        try:
            session = self.client.v1.checkout.sessions.create(params, {"idempotency_key": f"order-{order.key}"})
        except stripe.StripeError as error:
            raise Away(str(error)) from error
        return Checkout(session.id, str(session.url))

    def notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """An event, whose signature and age Stripe's library checks."""
        try:
            event = self.client.construct_event(body, headers.get("Stripe-Signature", ""), self.webhook_secret)
        except (ValueError, stripe.SignatureVerificationError) as error:
            raise Forged(str(error)) from error
        session = json.loads(body)["data"]["object"]
        if event.type not in PAID_BY or session["payment_status"] != "paid":
            return Notice(event.id, event.type)
        payer = session.get("customer_details") or {}
        return Notice(
            event=event.id,
            kind=event.type,
            paid=True,
            order=session.get("client_reference_id") or "",
            checkout=session["id"],
            amount=Decimal(session["amount_total"]) / 100,
            currency=session["currency"].upper(),
            payer=(payer.get("name") or payer.get("email") or "")[:200],
            number=session.get("payment_intent") or "",
        )
