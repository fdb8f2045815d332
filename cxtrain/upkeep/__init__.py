"""Keeping the site: backups, restoring one, and bringing a database up to date."""
