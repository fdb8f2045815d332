"""Appeals of the demo company, and scorecards that count nowhere."""
