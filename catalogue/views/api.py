"""The catalogue for programs: read only, described at ``/api/v1/openapi.json``."""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from academy import clock
from academy.caching import public_data
from catalogue.selectors import api

MINUTE = 60
DESCRIPTION = settings.BASE_DIR / "catalogue" / "data" / "openapi.yaml"


def in_language(found: Callable[..., api.Data | None]) -> Callable[..., HttpResponse]:
    """A view that answers with what ``found`` finds, in the language that ``?language=`` names; English without it."""

    @public_data(MINUTE)
    def answer(request: HttpRequest, **names: str) -> HttpResponse:
        language = request.GET.get("language", "en")
        if language not in dict(settings.LANGUAGES):
            return problem(400, "The catalogue does not speak this language.")
        with override(language):
            data = found(**names, today=clock.today())
        return JsonResponse(data, headers={"Content-Language": language}) if data else nothing_here(request)

    return answer


courses, course, edition = in_language(api.courses), in_language(api.course), in_language(api.edition)


@public_data(60 * MINUTE)
def description(request: HttpRequest) -> HttpResponse:
    """What the addresses answer, in OpenAPI 3.1."""
    return JsonResponse(described() | {"servers": [{"url": settings.SITE_URL}]})


@cache
def described() -> dict[str, Any]:
    """The description as it is written."""
    found: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return found


@require_safe
def nothing_here(request: HttpRequest, anything: str = "") -> HttpResponse:
    """For every address that names no course and no published edition."""
    return problem(404, "There is no such thing in the catalogue.")


def problem(status: int, detail: str) -> HttpResponse:
    """Why there is no data (RFC 9457)."""
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse(said, status=status, content_type="application/problem+json")
