"""Appeals against single lines of released scorecards, and how they were decided."""
