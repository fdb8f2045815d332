"""What a telephone in a huddle sees and sends: a code, one choice a scene; no account, no cookie, no name."""
