"""Huddles: a scenario played by a group on one screen, with telephones that need no account or a show of hands."""
