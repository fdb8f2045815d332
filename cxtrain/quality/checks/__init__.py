"""Announced checks: a supervisor looks at the own unit openly; a reviewer decides like on any other scorecard."""
