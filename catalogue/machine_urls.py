"""The catalogue's addresses for machines, which have no language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, path

from catalogue.sitemaps import SITEMAPS

urlpatterns: list[URLPattern] = [
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
