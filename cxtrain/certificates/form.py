"""The certificate's form: the template that sets it and the drawing beneath it."""

from dataclasses import asdict

from cxtrain.certificates.guilloche import border, flourish
from cxtrain.web.pdf import Art

TEMPLATE = "certificates/certificate.pdf.html"
ART = Art("certificates/certificate.art.html", {"border": asdict(border()), "flourish": flourish(70, 2.2)})
