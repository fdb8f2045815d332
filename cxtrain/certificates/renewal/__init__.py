"""Certificates that end: who has to renew theirs, and the course given again in time."""
