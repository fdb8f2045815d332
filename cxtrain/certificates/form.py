"""The certificate's form: the template that sets it and the drawing beneath it."""

from dataclasses import asdict

from cxtrain.certificates.guilloche import border, flourish
from cxtrain.web.paper import Art

TEMPLATE = "certificates/certificate.pdf.html"
ART = Art("certificates/certificate_art.pdf.html", {"border": asdict(border()), "flourish": flourish(70, 2.2)})
