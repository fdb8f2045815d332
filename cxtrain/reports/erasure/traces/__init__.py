"""What names somebody without being tied to them: kept files, mails, errors of jobs, lists of staff numbers."""
