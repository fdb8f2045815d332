"""Forgetting in time: answers whose time is up, devices of earlier days, links that have run out."""
