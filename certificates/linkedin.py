"""The address at which LinkedIn takes a certificate into a profile, with the fields that it documents.

Source: LinkedIn, “Add to Profile” (addtoprofile.linkedin.com): name, organizationName, issueYear, issueMonth, certUrl
and certId. It is a plain link: nothing is sent to LinkedIn until the holder follows it.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from certificates.frozen import thaw
from certificates.models import Certificate, Kind


def address(certificate: Certificate) -> str:
    """Where its holder adds it."""
    says = thaw(certificate.data)
    kind = certificate.get_kind_display()
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": says["course"] if certificate.kind == Kind.DIPLOMA else f"{kind}: {says['course']}",
        "organizationName": _("International Training Centre of the ILO"),
        "issueYear": says["issued_on"].year,
        "issueMonth": says["issued_on"].month,
        "certUrl": settings.SITE_URL + certificate.get_absolute_url(),
        "certId": certificate.number,
    }
    return f"https://www.linkedin.com/profile/add?{urlencode(fields)}"
