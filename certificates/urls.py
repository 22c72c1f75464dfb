"""Notes, certificates and their verification."""

from django.urls import URLPattern

app_name = "certificates"
urlpatterns: list[URLPattern] = []
