"""What an auditor sees who opens a link: without an account, without a cookie, and nothing that the link does not show."""
