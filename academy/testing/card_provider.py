"""A stand-in that speaks as much of Stripe's protocol as this site uses, on a port of its own.

It checks requests as Stripe does (key, form encoding, what a session must have, one session for one idempotency key),
and signs notices by the scheme that Stripe documents, by itself and not with Stripe's library.
"""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

KEY, SECRET = "sk_test_standin", "whsec_standin"
PRICE = "line_items[0][price_data]"
NEEDED = {"mode", "success_url", "client_reference_id", f"{PRICE}[currency]", f"{PRICE}[unit_amount]"}
NEEDED |= {f"{PRICE}[product_data][name]", "line_items[0][quantity]"}


class StandIn:
    """Sessions by their key, and the address at which they are asked for."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sessions: dict[str, dict[str, str]] = {}

    def paid(self, checkout: str, **more: Any) -> dict[str, Any]:
        """What Stripe would tell once a session is paid."""
        said = self.sessions[checkout]
        return {
            "id": checkout,
            "object": "checkout.session",
            "client_reference_id": said["client_reference_id"],
            "amount_total": int(said[f"{PRICE}[unit_amount]"]),
            "currency": said[f"{PRICE}[currency]"],
            "payment_status": "paid",
            "payment_intent": f"pi_{checkout}",
            "customer_details": {"email": said.get("customer_email"), "name": "A. DIALLO"},
        } | more


def event(session: dict[str, Any], key: str = "evt_1", kind: str = "checkout.session.completed") -> bytes:
    """The body of a notice."""
    return json.dumps({"id": key, "object": "event", "type": kind, "data": {"object": session}}).encode()


def signed(body: bytes, secret: str = SECRET, age: int = 0) -> str:
    """The header of a notice: the moment, and the HMAC of moment and body. Source: Stripe, "Verify manually"."""
    moment = int(time.time()) - age
    code = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={code}"


def fault(said: dict[str, str]) -> str:
    """What Stripe would not accept of a session; empty when it would."""
    if lacking := NEEDED - said.keys():
        return f"Missing required param: {min(lacking)}."
    amount = said[f"{PRICE}[unit_amount]"]
    return "" if amount.isdecimal() and int(amount) >= 50 else f"Invalid amount: {amount}"


class Server(ThreadingHTTPServer):
    """Knows what it stands in for, and which idempotency key led to which session."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.standing = StandIn(f"http://127.0.0.1:{self.server_address[1]}")
        self.by_key: dict[str, str] = {}


class Handler(BaseHTTPRequestHandler):
    """Answers two addresses: the one that makes pages, and the pages."""

    server: Server

    def do_GET(self) -> None:
        """The page of a session, on which the one thing to do is to go on to where the payer comes back."""
        said = self.server.standing.sessions[self.path.rpartition("/")[2]]
        self.send(200, "text/html", f'<a href="{escape(said["success_url"])}">Pay</a>'.encode())

    def do_POST(self) -> None:
        """A session of Checkout, or an error as Stripe words it."""
        said = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.headers["Authorization"] != f"Bearer {KEY}":
            self.answer(401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided"}})
        elif self.path != "/v1/checkout/sessions" or fault(said):
            self.answer(400, {"error": {"type": "invalid_request_error", "message": fault(said) or self.path}})
        else:
            standing, by_key = self.server.standing, self.server.by_key
            key = by_key.setdefault(self.headers["Idempotency-Key"], f"cs_test_{len(by_key) + 1}")
            standing.sessions[key] = said
            self.answer(200, {"id": key, "object": "checkout.session", "url": f"{standing.url}/pay/{key}"})

    def answer(self, status: int, tree: dict[str, Any]) -> None:
        """JSON."""
        self.send(status, "application/json", json.dumps(tree).encode())

    def send(self, status: int, kind: str, body: bytes) -> None:
        """One whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silently."""


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """It listens while the block runs."""
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.standing
        server.shutdown()
