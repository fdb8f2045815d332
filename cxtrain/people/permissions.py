"""Who may do what: one table. Pure, so that it can be read and tested without an application."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody is, within the unit that the role is granted for. Everybody from inside is STAFF."""

    STAFF = "staff"
    SUPERVISOR = "supervisor"
    HR = "hr"
    AUTHOR = "author"
    ADMIN = "admin"
    SHOPPER = "shopper"  # from outside: sees the own visits and nothing else, not even what every employee sees


class Can(StrEnum):
    """Something that a view lets people do."""

    TRAIN = "train"  # courses, role-plays, quizzes, for oneself
    SEE_OWN = "see own"  # own record, scorecards, plans, certificates, sessions
    SEE_TEAM = "see team"  # people and roll-ups of the units in reach
    SEE_JOURNEY = "see journey"
    ASSIGN_TRAINING = "assign training"
    ENTER_SCORECARDS = "enter scorecards"  # as shopper in another unit, or keying in a paper form
    REVIEW_SCORECARDS = "review scorecards"  # identify, approve, return, release
    SEE_SCORECARDS = "see scorecards"  # released ones of the units in reach
    SHOP = "shop"  # visits that were assigned to oneself, their scorecards, and calibration cases
    PLAN_VISITS = "plan visits"  # quotas, draws, shoppers and who visits what; hidden from those who are observed
    EDIT_INSTRUMENTS = "edit instruments"
    WRITE_PROGRAMMES = "write programmes"  # what is observed, why, who sees it; and what may be stored about persons
    DECIDE_APPEALS = "decide appeals"
    CALIBRATE = "calibrate"  # gold cases with their keys, and how shoppers agree with them
    COACH = "coach"  # watch people of one's own units openly: checks that are announced, and coaching for the two alone
    SEE_QUALITY = "see quality"  # places by dimensions, months and items, in the units in reach
    WRITE_PLANS = "write plans"
    APPROVE_PLANS = "approve plans"
    CHANGE_CLAUSE = "change clause"  # that is printed on plans about people: HR and an admin together
    EDIT_REMEDIES = "edit remedies"  # the library of actions that drafts of plans propose
    SET_THRESHOLDS = "set thresholds"  # from which numbers on the visits call for a plan
    MANAGE_PEOPLE = "manage people"  # employees, transfers, leaving
    ERASE_PEOPLE = "erase people"  # who left, with their words and all they are known by
    HOLD_BACK = "hold back"  # what would be erased, while a court or an inspection may ask for it
    ENTER_ABSENCES = "enter absences"  # from when to when somebody is away, never why
    SET_ALLOWANCES = "set allowances"  # how much time somebody has; the reason is between them and HR
    IMPORT_ROSTER = "import roster"
    MANAGE_UNITS = "manage units"
    GRANT_ROLES = "grant roles"
    MAKE_PASSWORD_LINKS = "make password links"
    EDIT_CONTENT = "edit content"
    EDIT_TOUCHPOINTS = "edit touchpoints"
    MARK_ANSWERS = "mark answers"  # what people in reach wrote, and their exams on paper
    SEE_PLAYS = "see plays"  # the answers of people in reach, to coach them: in exams, and in practices that they shared
    SEE_COVERAGE = "see coverage"  # of scenarios: what share of the people in reach chose what, never who
    SEE_RETENTION = "see retention"  # of refreshers: shares of five people or more in reach, never who
    SEE_REGISTER = "see register"  # of certificates
    PRINT_CERTIFICATES = "print certificates"
    REVOKE_CERTIFICATES = "revoke certificates"
    EDIT_CERTIFICATE_FORMS = "edit certificate forms"  # of the house and of courses: texts, colours, signatures
    KEEP_SEAL = "keep seal"  # the picture of the firm's seal
    SEE_LEARNING_TIME = "see learning time"  # minutes within and outside working time, by person and month
    RUN_CLASSES = "run classes"  # plan them, keep the roster and the attendance, close them; a trainer runs the own ones anyway
    LEAD_HUDDLES = "lead huddles"  # play a scenario on one screen with a group
    ASSESS = "assess"  # mark practical assessments of people in reach
    EDIT_SHEETS = "edit sheets"  # of practical assessments
    SEE_MONTHLY = "see monthly"  # the monthly report of the units in reach
    SEE_HR_REPORTS = "see hr reports"  # completion, hours, pass rates, certificates against posts
    INVITE_AUDITORS = "invite auditors"  # links by which chosen classes and people can be read for a time
    TELL = "tell"  # what a customer said, and what stands in the way of serving them
    JOIN_BOARDS = "join boards"  # improvements of touchpoints that one was asked to join
    SEE_VOICES = "see voices"  # what customers answered, in numbers, and the words one may read, in the units in reach
    RUN_SURVEYS = "run surveys"  # questionnaires, campaigns and their posters
    RELEASE_COMMENTS = "release comments"  # read every customer's words, and say who else may
    IMPORT_VOICES = "import voices"
    HANDLE_FEEDBACK = "handle feedback"  # complaints, suggestions, praise and enquiries of the units in reach
    SEE_INDICATORS = "see indicators"  # business figures of the units in reach
    EDIT_INDICATORS = "edit indicators"
    IMPROVE = "improve"  # begin a board for a touchpoint, and decide on it
    EDIT_DEPARTMENTS = "edit departments"
    CONFIRM_CORRECTIONS = "confirm corrections"  # of any record in reach; who marks such things there may too
    CONFIRM_CERTIFICATES = "confirm certificates"  # that what one person wants to correct on them is so; they bear no scores
    SEE_LEDGER = "see ledger"
    SEE_JOBS = "see jobs"
    CONFIRM_RESTORE = "confirm restore"  # that what a restored backup lost was looked at


OWN = frozenset({Can.TRAIN, Can.SEE_OWN, Can.TELL, Can.JOIN_BOARDS})
GRANTS: dict[Role, frozenset[Can]] = {
    Role.STAFF: OWN,
    Role.SUPERVISOR: OWN | {Can.SEE_TEAM, Can.SEE_JOURNEY, Can.ASSIGN_TRAINING, Can.ENTER_SCORECARDS,
                            Can.SEE_SCORECARDS, Can.WRITE_PLANS, Can.APPROVE_PLANS, Can.SEE_COVERAGE, Can.SEE_PLAYS,
                            Can.SEE_RETENTION, Can.MARK_ANSWERS, Can.SHOP, Can.COACH, Can.SEE_QUALITY, Can.ENTER_ABSENCES,
                            Can.SEE_VOICES, Can.HANDLE_FEEDBACK, Can.SEE_INDICATORS, Can.IMPROVE, Can.RUN_CLASSES,
                            Can.LEAD_HUDDLES, Can.ASSESS, Can.SEE_MONTHLY},
    Role.HR: OWN | {Can.SEE_TEAM, Can.SEE_JOURNEY, Can.ASSIGN_TRAINING, Can.ENTER_SCORECARDS, Can.REVIEW_SCORECARDS,
                    Can.SEE_SCORECARDS, Can.WRITE_PLANS, Can.APPROVE_PLANS, Can.CHANGE_CLAUSE, Can.MANAGE_PEOPLE,
                    Can.SET_ALLOWANCES,
                    Can.IMPORT_ROSTER, Can.MANAGE_UNITS, Can.GRANT_ROLES, Can.MAKE_PASSWORD_LINKS, Can.SEE_REGISTER,
                    Can.EDIT_REMEDIES,
                    Can.PRINT_CERTIFICATES, Can.REVOKE_CERTIFICATES, Can.SEE_LEDGER, Can.SEE_JOBS,
                    Can.EDIT_CERTIFICATE_FORMS,
                    Can.SEE_COVERAGE, Can.SEE_LEARNING_TIME, Can.SHOP, Can.PLAN_VISITS, Can.EDIT_INSTRUMENTS,
                    Can.WRITE_PROGRAMMES, Can.ENTER_ABSENCES, Can.DECIDE_APPEALS, Can.CALIBRATE, Can.SEE_QUALITY,
                    Can.SEE_VOICES, Can.RUN_SURVEYS, Can.RELEASE_COMMENTS, Can.IMPORT_VOICES, Can.HANDLE_FEEDBACK,
                    Can.SEE_INDICATORS, Can.EDIT_INDICATORS, Can.IMPROVE, Can.EDIT_DEPARTMENTS,
                    Can.SET_THRESHOLDS, Can.RUN_CLASSES, Can.LEAD_HUDDLES, Can.ASSESS, Can.EDIT_SHEETS, Can.SEE_MONTHLY,
                    Can.SEE_HR_REPORTS, Can.INVITE_AUDITORS, Can.ERASE_PEOPLE, Can.HOLD_BACK,
                    Can.CONFIRM_CORRECTIONS, Can.CONFIRM_CERTIFICATES},
    Role.AUTHOR: OWN | {Can.SEE_JOURNEY, Can.EDIT_CONTENT, Can.EDIT_TOUCHPOINTS, Can.SEE_COVERAGE, Can.MARK_ANSWERS,
                        Can.EDIT_INSTRUMENTS, Can.EDIT_DEPARTMENTS, Can.EDIT_REMEDIES, Can.RUN_CLASSES,
                        Can.LEAD_HUDDLES, Can.ASSESS, Can.EDIT_SHEETS},
    # Somebody from outside is no employee to anybody: no training, no team, no record.
    Role.SHOPPER: frozenset({Can.SHOP}),
    # An admin runs the system and sees no scores: what people did is not an admin's business.
    Role.ADMIN: OWN | {Can.SEE_JOURNEY, Can.MANAGE_PEOPLE, Can.IMPORT_ROSTER, Can.MANAGE_UNITS, Can.GRANT_ROLES,
                       Can.MAKE_PASSWORD_LINKS, Can.EDIT_CONTENT, Can.EDIT_TOUCHPOINTS, Can.SEE_LEDGER, Can.SEE_JOBS,
                       Can.EDIT_CERTIFICATE_FORMS, Can.KEEP_SEAL,
                       Can.EDIT_INSTRUMENTS, Can.EDIT_DEPARTMENTS, Can.CHANGE_CLAUSE, Can.CONFIRM_RESTORE, Can.HOLD_BACK,
                       Can.CONFIRM_CERTIFICATES},
}
# HR may not make admins, or HR could hand itself what the table withholds.
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.HR: frozenset({Role.SUPERVISOR, Role.HR, Role.AUTHOR}),
    Role.ADMIN: frozenset({Role.SUPERVISOR, Role.HR, Role.AUTHOR, Role.ADMIN}),
}


@dataclass(frozen=True)
class Held:
    """A role held by somebody, with the unit whose subtree it covers."""

    role: Role
    unit_id: int
    unit_path: str  # "/1/4/": ids from the root down


@dataclass(frozen=True)
class Actor:
    """The person behind a request, as `flask_login.current_user`."""

    account_id: int
    employee_id: int
    number: str
    name: str
    name_en: str
    locale: str  # "zh_Hans" or "en"
    unit_id: int
    unit_path: str
    unit_name: str
    zone: str
    roles: tuple[Held, ...] = ()
    session_id: int = 0
    token: str = field(default="", repr=False)
    held_back: bool = False  # must set up the second step before anything else

    @property
    def is_outside(self) -> bool:
        """Whether this is a shopper from outside, who belongs to no team."""
        return any(held.role == Role.SHOPPER for held in self.roles)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return the session's token, which is what the cookie carries."""
        return self.token

    def may(self, can: Can) -> bool:
        """Whether any role held grants `can`, for whatever unit."""
        return (can in OWN and not self.is_outside) or any(can in GRANTS[held.role] for held in self.roles)

    def reach(self, can: Can) -> tuple[str, ...]:
        """Return the paths of the units below which the actor may do `can`; empty means nowhere."""
        return tuple(sorted({held.unit_path for held in self.roles if can in GRANTS[held.role]}))

    def may_in(self, can: Can, unit_path: str) -> bool:
        """Whether the actor may do `can` in the unit at `unit_path`."""
        return any(unit_path.startswith(path) for path in self.reach(can))

    def may_grant(self) -> frozenset[Role]:
        """Return the roles that the actor may hand out."""
        return frozenset().union(*(MAY_GRANT.get(held.role, frozenset()) for held in self.roles))
