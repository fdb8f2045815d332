"""Corrections of what was recorded about somebody: asked by one person, in effect once a second one confirms."""
