"""Training files (员工培训档案): one person, one file; and who holds the certificates that their posts need."""
