"""Catalogues of the interface: one .po file for each package, merged into one .mo file for each language."""
