"""Paper forms of practical assessments keyed in by staff number."""
