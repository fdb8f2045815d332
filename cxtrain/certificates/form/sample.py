"""A made-up person for previews, so that nobody's data stands on a sample. Pure."""

import datetime as dt

from cxtrain.certificates.form.sheet import FormSheet
from cxtrain.certificates.wording import CertificateFacts
from cxtrain.web.bilingual import Bilingual

NUMBER = "样张 SAMPLE-0000"
CODE = "0" * 26  # opens nothing: codes are drawn at random
TITLE = Bilingual("培训合格证书", "Certificate of training")
COURSE = Bilingual("关键时刻", "Moments of truth")


def sample(sheet: FormSheet, *, day: dt.date, firm: Bilingual, course: Bilingual = COURSE, title: Bilingual = TITLE,
           months: int | None = 24) -> CertificateFacts:
    """Return facts for a sample issued on `day`; `title` and `months` are those of the course."""
    return CertificateFacts(
        number=NUMBER, name="王小明", name_en="Wang Xiaoming", staff_number="1001", unit="静安店", post="前台",
        course=course, title=title, firm=firm, class_hours=16, started_on=day - dt.timedelta(days=7), finished_on=day,
        issued_on=day, valid_until=sheet.validity.last_day(day, months), assessed=("written", "roleplay"),
        level=sheet.level_for(95),
    )  # fmt: skip
