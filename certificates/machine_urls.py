"""Addresses of credentials, for machines; they have no language."""

from django.urls import URLPattern, path

from certificates.views import credentials

urlpatterns: list[URLPattern] = [
    path("credentials/issuer.json", credentials.issuer, name="credential_issuer"),
    path("credentials/keys.json", credentials.keys, name="credential_keys"),
    path("credentials/status/<int:key>", credentials.status, name="credential_status"),
    path("credentials/<str:number>.json", credentials.as_json, name="credential_json"),
    path("credentials/<str:number>.jwt", credentials.as_token, name="credential_token"),
]
