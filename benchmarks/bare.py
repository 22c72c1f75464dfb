"""A page as large as the site's, with one query and the site's middleware: what Django costs by itself."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from academy.urls import urlpatterns as of_the_site


def bare(request: HttpRequest) -> HttpResponse:
    """One query and 10 KB."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM catalogue_version")
        found = cursor.fetchone()
    return HttpResponse(f"<!doctype html><title>{found}</title>" + "<p>bare</p>" * 900)


urlpatterns = [path("bare/", bare), *of_the_site]
