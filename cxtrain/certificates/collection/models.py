"""Who fetched which certificate, and when."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.certificates.models import Certificate
from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee


class CertificateCollection(db.Model):
    """A certificate that was fetched, as the list says that was signed for it (领证签收)."""

    certificate_id: Mapped[int] = mapped_column(ForeignKey(Certificate.id), primary_key=True)
    fetched_on: Mapped[dt.date]
    fetched_by: Mapped[str] = mapped_column(String(80), default="")  # who signed for it; empty: its owner
    keyed_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    keyed_at: Mapped[Moment]
    taken_back_at: Mapped[Moment | None]  # it was noted by mistake; keyed in anew, the row is used again
    taken_back_why: Mapped[str] = mapped_column(String(300), default="", server_default="")
