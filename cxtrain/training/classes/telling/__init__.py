"""Mails about classes: when and where, what changed, what is cancelled."""
