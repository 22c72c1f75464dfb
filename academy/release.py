"""Which release of the site this is: what it shows of the same rows may differ from one to the next."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

ROOMS = ("academy", "catalogue", "enrolment", "certificates", "templates")
KINDS = {".py", ".html", ".txt", ".mo", ".yaml"}


def files() -> list[Path]:
    """Everything a page is made with besides rows: our code and texts, the libraries' versions, the static names."""
    found = [path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*") if path.suffix in KINDS]
    further = (settings.BASE_DIR / "requirements.txt", settings.STATIC_ROOT / "staticfiles.json")
    return sorted(found) + [path for path in further if path.exists()]


@cache
def fingerprint() -> str:
    """The same in every process of one release with the same settings; takes some 30 ms, once."""
    digest = sha256(f"{settings.SITE_URL} {settings.DEMONSTRATION}".encode())
    for path in files():
        digest.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
