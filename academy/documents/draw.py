"""Draws the pages of a file that somebody uploaded: a program of its own, run by ``pages.drawn``.

``python -I draw.py FILE FOLDER`` writes ``1.jpg``, ``2.jpg`` … and, beside each, the words of the page as ``1.txt``.
The file is a stranger's and what reads it is written in C: this process may take a gigabyte and forty seconds, knows
no settings and no database, and its end is nobody else's.
"""

import resource
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

WIDTH, HEIGHT = 1240, 1754
"""Pixels: a page of A4 at 150 dots per inch."""
MOST_WORDS = 20_000
GIGABYTE, SECONDS = 2**30, 40


def draw_pdf(source: Path, folder: Path) -> None:
    """Each page, without forms, as large as fits, and the words on it."""
    with pypdfium2.PdfDocument(source) as pdf:
        for number, page in enumerate(pdf, start=1):
            width, height = page.get_size()
            picture = page.render(scale=min(WIDTH / width, HEIGHT / height), may_draw_forms=False).to_pil()
            words = page.get_textpage().get_text_bounded()
            write(picture, words, folder, number)


def draw_picture(source: Path, folder: Path) -> None:
    """The one page of a photograph or scan."""
    with Image.open(source, formats=["JPEG", "PNG"]) as picture:
        picture.thumbnail((WIDTH, HEIGHT))
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if picture.has_transparency_data else None)
        write(flat, "", folder, 1)


def write(picture: Image.Image, words: str, folder: Path, number: int) -> None:
    """One page: its picture, and the words on it for who cannot see it."""
    picture.convert("RGB").save(folder / f"{number}.jpg", "JPEG", quality=85, optimize=True)
    printable = "".join(one for one in words if one.isprintable() or one == "\n")
    (folder / f"{number}.txt").write_text(printable[:MOST_WORDS], encoding="utf-8")


def main(source: Path, folder: Path) -> None:
    """Draw the file, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    (draw_pdf if source.read_bytes()[:5] == b"%PDF-" else draw_picture)(source, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
