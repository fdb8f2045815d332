"""The second step at sign-in: codes of a phone, recovery codes, and until when HR and admins may put it off."""
