"""Closing a class: what it settles for its people, and corrections afterwards."""
