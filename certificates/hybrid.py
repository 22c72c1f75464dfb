"""An invoice for people and for machines in one file: the PDF with its XML inside (Factur-X).

Built for PDF/UA-1 and PDF/A-3a at once; the library that embeds the XML writes the metadata anew, so what it leaves
out or says in English is said here: the title, the tags, the moment, and which colours are meant.
"""

import io
from datetime import datetime
from importlib.resources import files

import facturx
import pikepdf
from lxml import etree

from certificates.einvoice import LEVEL

# PDF/A wants every part of the metadata that it does not know described: here, the mark of PDF/UA.
UA = """<rdf:li xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
  rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that the file is built for</pdfaProperty:description></rdf:li></rdf:Seq>
</pdfaSchema:property></rdf:li>"""
KNOWN = ".//{http://www.aiim.org/pdfa/ns/extension/}schemas/{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Bag"
PROFILE = "sRGB2014.icc"


def embedded(content: bytes, xml: bytes, *, language: str, made_at: datetime) -> bytes:
    """The PDF, which is built for PDF/UA-1, with the XML inside; every date in it is ``made_at``, in UTC."""
    with pikepdf.open(io.BytesIO(content)) as plain:
        said = {key: str(plain.docinfo[f"/{key.title()}"]) for key in ("title", "author")}
    whole = facturx.generate_from_binary(
        content,
        xml,
        level=LEVEL,
        check_schematron=False,
        pdf_metadata=said | {"subject": "", "keywords": ""},
        lang=language,
        afrelationship="alternative",
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as file:
        mark(file, made_at)
        describe_colours(file)
        file.save(out, deterministic_id=True)
    return out.getvalue()


def mark(file: pikepdf.Pdf, made_at: datetime) -> None:
    """Say in the metadata that it is built for PDF/UA-1 and, with its tags, for PDF/A-3a, and when it was made."""
    moment, spelled = made_at.isoformat(), pikepdf.String(made_at.strftime("D:%Y%m%d%H%M%S+00'00'"))
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:conformance"] = "A"
        metadata["{http://www.aiim.org/pdfua/ns/id/}part"] = "1"
        metadata["pdf:Producer"] = str(file.docinfo["/Producer"])
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            metadata[name] = moment
    for name in ("/CreationDate", "/ModDate"):
        file.docinfo[name] = spelled
    for attached in file.attachments.values():
        params = attached.obj.EF.F["/Params"]
        params["/ModDate"] = params["/CreationDate"] = spelled
    file.Root.Metadata.write(described(file.Root.Metadata.read_bytes()))


def described(metadata: bytes) -> bytes:
    """The metadata with the mark of PDF/UA among the schemas that it describes."""
    tree = etree.fromstring(metadata)
    tree.find(KNOWN).append(etree.fromstring(UA))
    whole: bytes = etree.tostring(tree.getroottree(), encoding="UTF-8")
    return whole


def describe_colours(file: pikepdf.Pdf) -> None:
    """Say which colours are meant, as PDF/A demands: those of sRGB."""
    profile = file.make_stream((files("weasyprint.pdf") / PROFILE).read_bytes(), N=3)
    name = pikepdf.String(PROFILE)
    known = {"/Type": pikepdf.Name.OutputIntent, "/S": pikepdf.Name.GTS_PDFA1, "/DestOutputProfile": profile}
    intent = pikepdf.Dictionary(known | {"/OutputConditionIdentifier": name, "/Info": name})
    file.Root.OutputIntents = [intent]
