"""Keeping pictures: each is drawn once, and the one that it replaces is taken away."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import get_language

from catalogue.picture import Picture, draw


def kept(picture: Picture, key: str) -> bytes:
    """The picture as PNG, from the store if it was drawn before; ``key`` says what it is of: ``edition/A9718056``."""
    folder = f"pictures/{get_language()}/{key}"
    name = f"{folder}/{picture.fingerprint}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return bytes(file.read())
    content = draw(picture)
    remove_all(folder)
    default_storage.save(name, ContentFile(content))
    return content


def remove_all(folder: str) -> None:
    """Whatever was drawn of the same thing before."""
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        default_storage.delete(f"{folder}/{file}")
