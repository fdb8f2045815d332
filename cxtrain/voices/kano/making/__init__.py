"""Making a Kano study: what it asks, feature by feature, until it is asked."""
