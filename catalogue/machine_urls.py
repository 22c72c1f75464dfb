"""The catalogue's addresses for machines, which have no language."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
