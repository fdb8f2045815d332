"""Notices of programmes as employees read them, and the receipts that they did."""
