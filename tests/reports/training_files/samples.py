"""A training file with everything it can say."""

import datetime as dt

from cxtrain.reports.training_files.sheet import Held, Line, Observed, Result, TrainingFile, years_of

DAY = dt.date(2026, 5, 12)
WANG, LI = {"zh": "王喆", "en": "Wang Zhe"}, {"zh": "李想", "en": "Li Xiang"}
MOMENTS, COMPLAINTS = {"zh": "关键时刻", "en": "Moments of truth"}, {"zh": "投诉处理", "en": "Complaints"}
LINES = [
    (2026, Line(DAY, DAY + dt.timedelta(1), MOMENTS, (2026, 3), "class", 11.5, LI, (Result("classroom", 100.0),), None, "")),
    (2026, Line(DAY, DAY + dt.timedelta(7), MOMENTS, None, "online", 2.5, {},
                (Result("quiz", 86.0), Result("practical", 81.5)), True, "HX-MOT-2026-0001")),
    (2026, Line(DAY, DAY, COMPLAINTS, None, "online", 0.5, {}, (), None, "")),
    (2025, Line(dt.date(2025, 2, 3), dt.date(2025, 2, 3), COMPLAINTS, None, "exam", 0.0, {}, (Result("quiz", 92.5),), True, "")),
]
FILE = TrainingFile(
    WANG, "S0102", {"zh": "静安店", "en": "Jing'an"}, "前台", dt.date(2025, 1, 6), years_of(LINES),
    (Held("HX-MOT-2026-0001", {"zh": "培训合格证书", "en": "Certificate of training"}, DAY, dt.date(2028, 5, 11), "valid"),),
    (Observed("Responsiveness", 8, 5.4), Observed("Empathy", 2, None)), DAY + dt.timedelta(30))
