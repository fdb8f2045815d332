"""How employees get in and what they may do: roles with their unit, and links or printed slips to set a password."""
