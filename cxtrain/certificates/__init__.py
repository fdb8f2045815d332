"""Certificates: the register, the form on paper, print runs and public verification."""
