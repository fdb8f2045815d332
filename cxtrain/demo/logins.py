"""The demo company's logins: one per role. The only password of this program that anybody knows beforehand."""

PASSWORD = "heming-2026-demo"
LOGINS = (  # role, staff number, what there is to see
    ("Staff", "0102", "王喆 Wang Zhe, front desk at Jing'an: an assignment, a new scorecard, a plan to answer"),
    ("Supervisor", "0101", "李想 Li Xiang, Jing'an: a store with a gap, a scorecard to finish, plans to look after"),
    ("HR", "0001", "何静 He Jing: scorecards to review, people, certificates"),
    ("Author", "0002", "林岚 Lin Lan: courses, scenarios, quizzes, touchpoints"),
    ("Admin", "0003", "孟凡 Meng Fan: units, roles, jobs, the ledger"),
)


def shown() -> str:
    """Return the logins as text for a terminal: a line per role, each with staff number and password."""
    lines = [f"  {role:<11}{number}  {PASSWORD}   {words}" for role, number, words in LOGINS]
    return "\n".join(["Sign in with a staff number and the password beside it:", *lines])
