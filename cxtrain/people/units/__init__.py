"""The tree of units as HR sees it: adding and renaming stores, their zone, and what may be stored about people."""
