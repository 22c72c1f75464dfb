"""The style page shows one of everything, in demonstration mode only."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_style_page_shows_every_component(client: Client, language: str) -> None:
    page = client.get(f"/{language}/style/").content.decode()
    for part in ("facts", "badge", "card", "rows", "scrolling", "ledger", "callout", "steps", "history", "empty"):
        assert f'class="{part}' in page, part


def test_a_page_links_to_itself_in_the_other_languages(client: Client) -> None:
    page = client.get("/en/style/?page=3").content.decode()
    assert 'href="/fr/style/?page=3" lang="fr" hreflang="fr"' in page
    assert 'rel="alternate" hreflang="es" href="http://127.0.0.1:8000/es/style/?page=3"' in page


def test_every_page_says_that_it_is_a_demonstration(client: Client) -> None:
    assert 'class="demonstration"' in client.get("/en/style/").content.decode()


def test_search_engines_keep_away_from_what_is_private(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /en/my/" in answer.content.decode()
    assert "Disallow: /admin/" in answer.content.decode()
