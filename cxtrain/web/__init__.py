"""Plumbing of pages that knows no feature: forms, answers, headers, tables, charts, documents."""
