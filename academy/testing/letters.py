"""Letters as people upload them, kind and hostile, made while the test runs."""

import io
import warnings
import zlib

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo


def pdf(pages: int = 1) -> bytes:
    """A PDF of blank pages."""
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page(page_size=(595, 842))
    return saved(made)


def protected_pdf(reader: str = "reader") -> bytes:
    """A PDF that opens only with the password ``reader``; with an empty one it opens and only forbids changes."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        return saved(made, encryption=pikepdf.Encryption(owner="owner", user=reader))


def armed_pdf() -> bytes:
    """A PDF with every trick at once: scripts, a launch, a file inside, form scripts, a chain of actions."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('armed')")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="armed.exe")
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.itcilo.org/", Next=pikepdf.Array([launch]))
    made.Root.OpenAction = script
    made.Root.AA = pikepdf.Dictionary(WC=made.make_indirect(script))
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=made.make_stream(b"<xfa armed='1'/>"))
    page.Annots = pikepdf.Array(
        [annotation("Link", link), annotation("Widget", launch), annotation("Link", javascript())]
    )
    made.attachments["armed.txt"] = b"armed"
    return saved(made)


def annotation(kind: str, action: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """An annotation that does something when it is clicked."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=pikepdf.Array([0, 0, 9, 9]), A=action
    )


def javascript() -> pikepdf.Dictionary:
    """A link that is a script."""
    return pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:armed()")


def bomb_pdf(megabytes: int = 64) -> bytes:
    """A few hundred bytes whose table of objects unfolds to ``megabytes``."""
    packed = zlib.compressobj(9)
    body = packed.compress(b"5 0 <</Type/Catalog/Pages 2 0 R>>")
    body += b"".join(packed.compress(b" " * 2**20) for _number in range(megabytes)) + packed.flush()
    body = zlib.compress(body, 9)
    made, offsets = b"%PDF-1.7\n", {}
    for number, text in (
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
        (4, b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>" % len(body) + stream(body)),
    ):
        offsets[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    rows = [(0, 0), (0, 0), (1, offsets[2]), (1, offsets[3]), (1, offsets[4]), (2, 4), (1, len(made))]
    table = b"".join(bytes([kind]) + where.to_bytes(4, "big") + b"\0\0" for kind, where in rows)
    head = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 5 0 R/Length %d>>" % len(table)
    return made + head + stream(table) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(made)


def stream(content: bytes) -> bytes:
    """The bytes of a stream as they stand in a PDF."""
    return b"stream\n" + content + b"\nendstream"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture taken with the telephone on its side, and the place where it was taken."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side: turn a quarter clockwise
    exif[0x010E] = "armed with a place"
    made = io.BytesIO()
    picture.save(made, kind, exif=exif)
    return made.getvalue()


def bomb_png(megabytes: int = 64) -> bytes:
    """A small picture with a text that unfolds to ``megabytes``."""
    made, notes = io.BytesIO(), PngInfo()
    notes.add_text("Comment", "armed " * (megabytes * 2**20 // 6), zip=True)
    Image.new("L", (9, 9)).save(made, "PNG", pnginfo=notes)
    return made.getvalue()


def saved(made: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    with warnings.catch_warnings(category=pikepdf.PageCopyWarning, action="ignore"):
        made.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()
