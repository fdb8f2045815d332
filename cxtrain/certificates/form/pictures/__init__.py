"""Logos and signatures for certificate forms, and the firm's seal, which only admins keep."""
