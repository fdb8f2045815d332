"""Asking customers and colleagues: questionnaires, campaigns, the places where they hang, and links for receipts."""
