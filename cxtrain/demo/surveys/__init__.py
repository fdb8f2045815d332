"""Departments asked about housekeeping, a survey that is being drafted, and links on receipts."""
