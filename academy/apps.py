"""The academy app: templates, texts and commands of the ground floor."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """The ground."""

    name = "academy"
