"""What asks for somebody today: failed critical items, unread scorecards, signals of a chart."""
