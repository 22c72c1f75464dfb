"""What every answer tells the browser not to do, whatever page it is."""

import pytest
from django.test import Client

PAGES = ["/en/", "/fr/courses/", "/en/account/login/", "/en/no-such-page/", "/api/v1/", "/healthz"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_strict_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=(), " in answer["Permissions-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_cookies_are_out_of_reach_of_scripts(client: Client) -> None:
    cookies = client.get("/en/account/login/").cookies
    assert cookies
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in cookies.values())
