"""The structured half of an invoice: XML by EN 16931 in the syntax CII, as it travels inside the PDF (Factur-X).

The courses are not subject to VAT (category O), so neither party's VAT number may stand in it (rules BR-O-02 and
BR-O-03): what is known goes where a registration number goes. On a credit note (type 381) what is taken back is
positive, and what is set against it negative; a price is never negative (BR-27), so the quantity is.
"""

from decimal import Decimal
from typing import Any

import facturx
from lxml import etree

from certificates.frozen import thaw
from enrolment.models import Invoice, InvoiceKind

TYPES = {InvoiceKind.INVOICE: "380", InvoiceKind.CREDIT_NOTE: "381"}
LEVEL = "en16931"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def has_xml(invoice: Invoice) -> bool:
    """Whether it is one of the documents that EN 16931 knows: an invoice or a credit note."""
    return invoice.kind in TYPES


def xml_of(invoice: Invoice) -> bytes:
    """The XML of an invoice or credit note, from what was frozen with it."""
    says = thaw(invoice.data)
    sign = -1 if invoice.kind == InvoiceKind.CREDIT_NOTE else 1
    lines = [of_line(str(n), line, sign * line["amount"]) for n, line in enumerate(says["lines"], start=1)]
    tree = {
        "BT-1": invoice.number,
        "BT-2": invoice.on,
        "BT-3": TYPES[InvoiceKind(invoice.kind)],
        "BT-5": "EUR",
        "BT-9": invoice.due or invoice.on,
        "BG-4": of_seller(says["seller"]),
        "BG-7": of_buyer(says["payer"]),
        "BG-25": lines,
        **sums(str(abs(invoice.total)), says["seller"]["exemption"]),
        **(payment(invoice.reference, says["seller"]) if invoice.reference else {}),
        **corrected(says.get("corrects")),
    }
    return without_nil(facturx.generate_cii_xml(tree, level=LEVEL, check_xsd=False, check_schematron=None))


def without_nil(xml: bytes) -> bytes:
    """The XML less the mark on empty elements (the delivery, which nobody knows) that the schema does not allow.

    Raises an exception of the library when the rest does not hold to the schema.
    """
    root = etree.fromstring(xml)
    for element in root.iter():
        element.attrib.pop(NIL, None)
    tidy: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    facturx.xml_check_xsd(tidy, flavor="factur-x", level=LEVEL)
    return tidy


def of_line(number: str, line: dict[str, Any], amount: Decimal) -> dict[str, Any]:
    """One line, of category O, in pieces (C62)."""
    about = [line["participant"], line["edition"], line["course"], line.get("dates", "")]
    return {
        "BT-126": number,
        "BT-129": "-1" if amount < 0 else "1",
        "BT-130": "C62",
        "BT-131": str(amount),
        "BT-146": str(abs(amount)),
        "BT-151": "O",
        "BT-153": line["what"],
        "BT-154": ", ".join(text for text in about if text),
    }


def of_seller(seller: dict[str, Any]) -> dict[str, Any]:
    """The Centre."""
    address = {"addr_l1": seller["street"], "postcode": seller["postcode"], "city": seller["city"]}
    return address | {
        "name": seller["name"],
        "legal_identifier": seller["tax_number"],
        "country_code": seller["country_code"],
    }


def of_buyer(payer: dict[str, Any]) -> dict[str, Any]:
    """The payer, whose address is known as lines, not in parts."""
    found = {"name": payer["name"], "country_code": payer["country_code"]}
    lines = dict(zip(("addr_l1", "addr_l2", "addr_l3"), payer.get("address", "").splitlines(), strict=False))
    return found | lines | ({"legal_identifier": payer["tax_number"]} if "tax_number" in payer else {})


def sums(total: str, exemption: str) -> dict[str, Any]:
    """The totals and the one group of tax, all of it not subject to VAT."""
    nothing = "0.00"
    tax = {"BT-116": total, "BT-117": nothing, "BT-118": "O", "BT-120": exemption, "BT-121": "VATEX-EU-O"}
    same = dict.fromkeys(("BT-106", "BT-109", "BT-112", "BT-115"), total)
    return same | {"BT-110": nothing, "BG-23": [tax]}


def payment(reference: str, seller: dict[str, Any]) -> dict[str, Any]:
    """A SEPA credit transfer (58)."""
    account = {"BT-84": seller["iban"], "BT-85": seller["holder"], "BT-86": seller["bic"]}
    return account | {"BT-81": "58", "BT-83": reference}


def corrected(named: dict[str, Any] | None) -> dict[str, Any]:
    """The invoice that a credit note corrects."""
    return {"BG-3": [{"BT-25": named["number"], "BT-26": named["on"]}]} if named else {}
